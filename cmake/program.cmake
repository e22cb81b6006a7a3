# The program itself: one binary, its engine found beside it.
if(EXISTS "${CMAKE_SOURCE_DIR}/src/app/main.cc")
  add_executable(truename src/app/main.cc)
  target_link_libraries(truename app)
  set_target_properties(truename PROPERTIES BUILD_RPATH "\$ORIGIN/../engine/lib")
endif()
