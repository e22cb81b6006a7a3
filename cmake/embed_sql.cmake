# Puts sql/NNNN_name.sql into the storage room as text, so that the program carries its migrations.
file(GLOB migrations CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/sql/[0-9][0-9][0-9][0-9]_*.sql")
list(SORT migrations)
set(embedded "// Written by cmake/embed_sql.cmake.\n#include \"storage/migrations.h\"\n\n")
string(APPEND embedded "namespace truename::storage {\n\n"
       "std::vector<Migration> all_migrations() {\n")
string(APPEND embedded "  return {\n")
foreach(file ${migrations})
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${file}")
  get_filename_component(name "${file}" NAME_WE)
  string(REGEX MATCH "^[0-9]+" number "${name}")
  math(EXPR number "1${number} - 10000")  # CMake would read 0010 as it stands
  file(READ "${file}" text)
  string(APPEND embedded "      {${number}, \"${name}\", R\"sql(${text})sql\"},\n")
endforeach()
string(APPEND embedded "  };\n}\n\n}  // namespace truename::storage\n")
set(embedded_file "${CMAKE_BINARY_DIR}/embedded_sql.cc")
file(CONFIGURE OUTPUT "${embedded_file}" CONTENT "${embedded}" @ONLY)
target_sources(storage PRIVATE "${embedded_file}")
