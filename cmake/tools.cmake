# Tools for engineers, built on demand and never part of the program.
add_executable(truename_calibrate EXCLUDE_FROM_ALL tools/calibrate_face.cc)
target_link_libraries(truename_calibrate cli Boost::headers Threads::Threads)
