# Tools for engineers, built on demand and never part of the program.
add_library(match STATIC EXCLUDE_FROM_ALL
  tools/match/degrade.cc tools/match/templates.cc tools/match/rates.cc)
target_include_directories(match PUBLIC "${CMAKE_SOURCE_DIR}")
target_link_libraries(match PUBLIC cli Threads::Threads)
add_executable(truename_calibrate EXCLUDE_FROM_ALL tools/calibrate_face.cc)
target_link_libraries(truename_calibrate match Boost::headers Threads::Threads)
add_executable(truename_degrade EXCLUDE_FROM_ALL tools/degrade_portrait.cc)
target_link_libraries(truename_degrade match)
add_executable(truename_match_study EXCLUDE_FROM_ALL tools/match_study.cc)
target_link_libraries(truename_match_study match)
add_executable(truename_quality_table EXCLUDE_FROM_ALL tools/quality_table.cc)
target_link_libraries(truename_quality_table cli)

add_executable(match_test tools/match/match_test.cc)
target_link_libraries(match_test match GTest::gtest_main)
add_test(NAME match COMMAND match_test)
