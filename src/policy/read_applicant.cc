#include <set>

#include "base/check.h"
#include "policy/read_parameters.h"

namespace truename::policy {
namespace {

constexpr std::int64_t kAgeLimitYears = 120;
constexpr std::int64_t kDaysLimit = 36'500;  // a hundred years
constexpr std::size_t kBandLimit = 8;
constexpr std::size_t kGroupLimit = 16;

constexpr MustShow kAgentNeeds[] = {MustShow::own_document, MustShow::authorisation};
constexpr MustShow kGuardianNeeds[] = {MustShow::own_document, MustShow::relation};
constexpr MustShow kHeirNeeds[] = {MustShow::own_document, MustShow::relation};
constexpr MustShow kOrganisationNeeds[] = {MustShow::own_document, MustShow::authorisation,
                                           MustShow::responsible_person, MustShow::end_subscribers,
                                           MustShow::organisation_document};
constexpr IotNeed kIotNeeds[] = {IotNeed::assessment, IotNeed::scenario, IotNeed::devices};

template <std::size_t kCount>
auto needs_among(const MustShow (&all)[kCount]) {
  return [&all](Fields& in) { return read_names(in, "value", all, must_show_text); };
}

BandFace read_band_face(Fields& in) {
  const std::string text = in.text("face");
  if (text == "guardian") return BandFace::guardian;
  if (text == "holder") return BandFace::holder;
  if (text != "none") in.complain("needs a \"face\" of guardian, holder or none");
  return BandFace::none;
}

Result<std::vector<AgeBand>> parse_bands(const Array& tables, const std::string& where) {
  std::vector<AgeBand> out;
  for (const Value& table : tables) {
    Fields in(table, where);
    AgeBand band;
    const std::int64_t below = in.integer("below");
    const bool ascends = out.empty() || below > out.back().below_years;
    if (below < 1 || below > kAgeLimitYears || !ascends) {
      in.complain("needs \"below\" from 1 to 120, each above the one before");
    } else {
      band.below_years = static_cast<int>(below);
    }
    band.needs = read_names(in, "needs", kGuardianNeeds, must_show_text);
    band.face = read_band_face(in);
    TRY_STATUS(in.finish());
    out.push_back(std::move(band));
  }
  return out;
}

// { value = [{ below = 14, needs = ["own_document", "relation"], face = "guardian" }], cite = … }
Result<Cited<std::vector<AgeBand>>> read_bands(Fields& rule, Context& context) {
  Cited<std::vector<AgeBand>> out;
  if (!rule.has("bands")) return out;
  const Array* tables = nullptr;
  const auto cited = TRY(read_cited(rule, "bands", context, [&](Fields& in) {
    tables = &in.array("value");
    if (tables->empty() || tables->size() > kBandLimit) in.complain("needs 1 to 8 bands");
    return 0;
  }));
  out.value = TRY(parse_bands(*tables, context.where + " \"bands\""));
  out.cite = cited.cite;
  out.mark = cited.mark;
  return out;
}

Result<Parameters> read_agent(Fields& rule, Context& context) {
  AgentRule out;
  out.allowed =
      TRY(read_cited(rule, "allowed", context, [](Fields& in) { return in.flag("value"); }));
  out.needs = TRY(read_cited(rule, "needs", context, needs_among(kAgentNeeds)));
  return out;
}

Result<Parameters> read_foreign_validity(Fields& rule, Context& context) {
  ForeignValidity out;
  out.required =
      TRY(read_cited(rule, "required", context, [](Fields& in) { return in.flag("value"); }));
  out.max_days = TRY(read_cited_or_none(rule, "max_days", context, whole_number(1, kDaysLimit)));
  out.notice_days =
      TRY(read_cited_or_none(rule, "notice_days", context, whole_number(1, kDaysLimit)));
  return out;
}

// One list of types within the list of groups.
std::vector<domain::DocumentType> group_of(const Value& item, Fields& in,
                                           std::set<domain::DocumentType>& seen) {
  std::vector<domain::DocumentType> out;
  const Array* const names = item.as<Array>();
  if (names == nullptr || names->size() < 2) {
    in.complain("needs groups of at least two document types");
    return out;
  }
  for (const Value& name : *names) {
    const std::string* const text = name.as<std::string>();
    const auto type = text == nullptr ? std::nullopt : domain::parse_document_type(*text);
    if (!type || *type == domain::DocumentType::unrecognised || !seen.insert(*type).second) {
      in.complain("names an unknown document type, or one twice");
      return out;
    }
    out.push_back(*type);
  }
  return out;
}

std::vector<std::vector<domain::DocumentType>> read_groups(Fields& in) {
  std::vector<std::vector<domain::DocumentType>> out;
  std::set<domain::DocumentType> seen;
  const Array& items = in.array("value");
  if (items.empty() || items.size() > kGroupLimit) in.complain("needs 1 to 16 groups");
  for (const Value& item : items) out.push_back(group_of(item, in, seen));
  return out;
}

}  // namespace

Result<Parameters> read_holder_age(Fields& rule, Context& context) {
  HolderAge out;
  out.minimum_years =
      TRY(read_cited(rule, "minimum_years", context, whole_number(0, kAgeLimitYears)));
  out.bands = TRY(read_bands(rule, context));
  const auto& bands = out.bands.value;
  if (!bands.empty() && bands.back().below_years != out.minimum_years.value) {
    return fail(ErrorCode::bad_input,
                context.where + " needs its last band to end at \"minimum_years\".");
  }
  return out;
}

Result<Parameters> read_applicant(Kind kind, Fields& rule, Context& context) {
  if (kind == Kind::agent) return read_agent(rule, context);
  if (kind == Kind::heir) {
    return read_one<HeirRule>(rule, "needs", context, needs_among(kHeirNeeds));
  }
  if (kind == Kind::organisation) {
    return read_one<OrganisationRule>(rule, "needs", context, needs_among(kOrganisationNeeds));
  }
  if (kind == Kind::foreign_validity) return read_foreign_validity(rule, context);
  if (kind == Kind::document_equivalence) {
    return read_one<DocumentEquivalence>(rule, "groups", context, read_groups);
  }
  CHECK(kind == Kind::iot_assessment);
  return read_one<IotRule>(rule, "needs", context, [](Fields& in) {
    return read_names(in, "value", kIotNeeds, iot_need_text);
  });
}

}  // namespace truename::policy
