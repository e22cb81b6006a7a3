// A network rewritten so that the runtime keeps its blocked layout from end to end; same results.
#pragma once

#include "base/bytes.h"
#include "vision/onnx_graph.h"

namespace truename::vision {

// The runtime computes convolutions on blocks of 8 or 16 channels and leaves that layout at each
// operation that has no blocked form: PRelu, and channel counts that fill no block. Measured on
// the extractor: half the time was PRelu, a tenth the way out and back (docs/performance.md).
constexpr std::int64_t kBlockChannels = 16;

// Adds channels of zeros between a convolution and the one that takes its channels together
// again, until they fill blocks. No result changes.
void fill_blocks(OnnxGraph& graph);

// PRelu(x) = slope x + (1 - slope) max(x, 0), written with convolutions of one pixel and one
// channel. Results change by rounding alone.
void spell_out_prelu(OnnxGraph& graph);

// Both; the model as it was where it cannot be read, which the runtime will then say better.
Bytes keep_blocked(ByteView model);

}  // namespace truename::vision
