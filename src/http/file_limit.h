// The number of files and sockets that the
// system lets this process open; limits nothing itself.
#pragma once

namespace truename::http {

// As far as the system allows, up to 16,384: 1,000 idle connections are ordinary.
void raise_file_limit();

}  // namespace truename::http
