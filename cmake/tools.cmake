# Tools for engineers, built on demand and never part of the program.
add_library(match STATIC EXCLUDE_FROM_ALL
  tools/match/degrade.cc tools/match/templates.cc tools/match/rates.cc tools/match/photos.cc
  tools/match/groups.cc tools/match/probes_study.cc tools/match/points.cc
  tools/match/halves.cc tools/match/drawings.cc
  tools/match/misses.cc tools/match/second_model.cc
  tools/match/resample.cc)
target_include_directories(match PUBLIC "${CMAKE_SOURCE_DIR}")
target_link_libraries(match PUBLIC cli Threads::Threads)
add_executable(truename_degrade EXCLUDE_FROM_ALL tools/degrade_portrait.cc)
target_link_libraries(truename_degrade match)
add_executable(truename_match_study EXCLUDE_FROM_ALL tools/match_study.cc)
target_link_libraries(truename_match_study match)
add_executable(truename_quality_table EXCLUDE_FROM_ALL tools/quality_table.cc)
target_link_libraries(truename_quality_table cli)
add_executable(truename_speed_trials EXCLUDE_FROM_ALL tools/speed_trials.cc)
target_link_libraries(truename_speed_trials face)
set_target_properties(truename_speed_trials PROPERTIES BUILD_RPATH "\$ORIGIN/../engine/lib")
add_executable(truename_properties EXCLUDE_FROM_ALL tools/properties.cc)
target_link_libraries(truename_properties simulation)
# What bench --peers measures beside truename; needs libopencv-dnn-dev (./dev install peers).
find_path(OPENCV_DNN_INCLUDE opencv2/dnn.hpp PATH_SUFFIXES opencv4)
find_library(OPENCV_DNN opencv_dnn)
if(OPENCV_DNN_INCLUDE AND OPENCV_DNN)
  add_executable(truename_peer_opencv EXCLUDE_FROM_ALL tools/peers/opencv_dnn.cc)
  target_link_libraries(truename_peer_opencv face "${OPENCV_DNN}")
  set_target_properties(truename_peer_opencv PROPERTIES BUILD_RPATH "\$ORIGIN/../engine/lib")
endif()

add_executable(match_test tools/match/match_test.cc tools/match/trials_test.cc)
target_link_libraries(match_test match GTest::gtest_main)
add_test(NAME match COMMAND match_test)
