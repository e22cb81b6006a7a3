// A second extraction network beside the active one: the mean of both scores; a trial alone.
#pragma once

#include <string>
#include <vector>

#include "tools/match/probes_study.h"
#include "tools/match/templates.h"
#include "vision/manifest.h"

namespace truename::match {

// `first` holds plain templates of the active model. The same sides by `id` of the manifest, and
// both together: templates side by side, whose cosine is the mean of both cosines. Ways "first
// model", "second model", "mean of both scores"; the order of `pictures` throughout.
Result<Sides> with_second_model(const vision::Manifest& manifest, const std::string& id,
                                const std::string& weights, Source source,
                                const std::vector<Picture>& pictures, const Sides& first);

}  // namespace truename::match
