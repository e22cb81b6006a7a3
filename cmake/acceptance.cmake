# Tests that are programs: each script of tests/acceptance that opens with #! (the others are
# modules of theirs), tidy, and the self-tests of the tools. Rooms' own tests get the label unit.
get_property(unit_tests DIRECTORY PROPERTY TESTS)
if(unit_tests)
  set_tests_properties(${unit_tests} PROPERTIES LABELS unit)
endif()

find_program(PYTHON NAMES python3 REQUIRED)
foreach(tool tidy tidy_selftest fetch_selftest convert_selftest)
  add_test(NAME ${tool} COMMAND "${PYTHON}" "${CMAKE_SOURCE_DIR}/tools/${tool}.py")
  set_tests_properties(${tool} PROPERTIES LABELS unit TIMEOUT 60)
endforeach()

# They drive the release binary, as its users do, and so does ./dev test when it builds both.
set(acceptance_environment
    "TRUENAME_BINARY=${CMAKE_SOURCE_DIR}/build/release/truename"
    "TRUENAME_HOME=${CMAKE_SOURCE_DIR}"
    "PYTHONDONTWRITEBYTECODE=1"
    "REDOCLY_TELEMETRY=off" "REDOCLY_SUPPRESS_UPDATE_NOTICE=true")
file(GLOB scripts CONFIGURE_DEPENDS "tests/acceptance/*.py" "tests/acceptance/*.mjs"
     "tests/acceptance/*.sh")
foreach(script ${scripts})
  file(STRINGS "${script}" first_line LIMIT_COUNT 1)
  if(NOT first_line MATCHES "^#!")
    continue()
  endif()
  get_filename_component(name "${script}" NAME_WE)
  add_test(NAME acceptance_${name} COMMAND "${script}")
  # One at a time: they measure, kill and time out, and two cores are all there may be.
  # 77: the script says what it lacks (such as ../shared) and that it is skipped.
  set_tests_properties(acceptance_${name} PROPERTIES LABELS acceptance TIMEOUT 1200
    RUN_SERIAL TRUE SKIP_RETURN_CODE 77 ENVIRONMENT "${acceptance_environment}")
endforeach()
