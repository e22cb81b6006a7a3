// The five points of a face found in other ways than the product finds them; trials of aligning.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "face/landmarks.h"
#include "face/networks.h"

namespace truename::match {

// "plain", which is the product's, and the names of the trials, each a way of points_in.
const std::vector<std::string>& point_ways();
bool is_point_way(const std::string& way);

// `found` are the landmarks of the product in `box`. Nothing when the network fails.
std::optional<face::FivePoints> points_in(const std::string& way,
                                          const face::Landmarker& landmarker,
                                          const vision::Image& picture, const vision::Box& box,
                                          const face::Landmarks& found);

}  // namespace truename::match
