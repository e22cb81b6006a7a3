#include "http/file_limit.h"

#include <sys/resource.h>

#include <algorithm>

namespace truename::http {

void raise_file_limit() {
  rlimit files{};
  if (getrlimit(RLIMIT_NOFILE, &files) != 0) return;
  files.rlim_cur = std::min<rlim_t>(files.rlim_max, 16'384);
  setrlimit(RLIMIT_NOFILE, &files);
}

}  // namespace truename::http
