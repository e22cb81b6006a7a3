#include "tools/match/second_model.h"

#include <utility>

#include "face/networks.h"

namespace truename::match {
namespace {

Templates side_by_side(const Templates& a, const Templates& b) {
  Templates out(a.size());
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (!a[i] || !b[i]) continue;
    std::vector<float> both(a[i]->reveal().begin(), a[i]->reveal().end());
    both.insert(both.end(), b[i]->reveal().begin(), b[i]->reveal().end());
    out[i].emplace(both);
  }
  return out;
}

}  // namespace

Result<Sides> with_second_model(const vision::Manifest& manifest, const std::string& id,
                                const std::string& weights, Source source,
                                const std::vector<Picture>& pictures, const Sides& first) {
  const vision::Manifest other = TRY(vision::choose(manifest, id));
  const face::Networks networks = TRY(face::load_networks(other, weights));
  source.cache.clear();  // it holds templates of the active model's length
  Sides out;
  for (const auto& [name, side] : first) {
    Side second = TRY(side_of(networks, source, pictures, name, {"plain"}));
    Side& all = out[name];
    all.measures = side.measures;
    all.by_way["first model"] = side.by_way.at("plain");
    all.by_way["mean of both scores"] =
        side_by_side(side.by_way.at("plain"), second.by_way.at("plain"));
    all.by_way["second model"] = std::move(second.by_way.at("plain"));
  }
  return out;
}

}  // namespace truename::match
