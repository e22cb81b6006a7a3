// The routes of a face capture: its challenge, and the stream of frames that answers it; what the
// frames show is judged elsewhere.
#pragma once

#include <memory>

#include "http/desk.h"
#include "http/message.h"
#include "http/stream.h"

namespace truename::http {

// POST /v1/captures. Takes JSON of at most 4 KiB.
Response post_capture(const Request& request, const Desk& desk);

// GET /v1/captures/{capture_id}/stream, upgraded to a WebSocket: first a text message with the
// challenge's token, then one binary message a frame (docs/formats/capture.md). Every message is
// answered with what to tell the person; never with what a layer found (R40). Borrows `desk`.
Result<std::unique_ptr<Stream>> open_capture_stream(const Request& request, const Desk& desk);

}  // namespace truename::http
