#include "registration/reverify_lines.h"

#include <algorithm>
#include <vector>

#include "registration/change_line.h"

namespace truename::registration {
namespace {

constexpr std::size_t kNameLimit = 64;

bool is_name(const std::string& text) {
  return !text.empty() && text.size() <= kNameLimit &&
         std::all_of(text.begin(), text.end(), [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
         });
}

Result<bool> matches(const domain::Life& life, const Batch& batch, Store& store) {
  if (!life.holder || life.held_since >= batch.held_before) return false;
  if (!batch.document) return true;
  const auto proof = TRY(store.find_case(domain::CaseId(life.proof)));
  return proof && proof->record.holder && proof->record.holder->document_type == *batch.document;
}

}  // namespace

Result<BatchReport> reverify_lines(const Batch& batch, const Setting& setting) {
  if (!is_name(batch.name)) {
    return fail(ErrorCode::bad_input, "A batch's name is 1 to 64 of a-z, 0-9 and \"-\".");
  }
  Store& store = setting.ports.store;
  BatchReport report;
  std::vector<domain::Msisdn> to_ask;
  TRY_STATUS(store.lives().each_life([&](const domain::Life& life) -> Status {
    if (!TRY(matches(life, batch, store))) return {};
    ++report.matching;
    if (life.marks.has(domain::LineMark::reverification_open)) {
      ++report.before;
    } else if (to_ask.size() < batch.limit) {
      to_ask.push_back(life.line.msisdn);
    }
    return {};
  }));
  for (const domain::Msisdn& msisdn : to_ask) {
    domain::LifeEvent event;
    event.kind = domain::EventKind::reverify_ask;
    event.key = "reverify:" + batch.name + ":" + msisdn.get();
    event.by = domain::Actor{batch.actor.id, batch.actor.role};
    event.reason = batch.name;
    const LifeChange change = TRY(
        change_line(msisdn, std::move(event), {setting.pack, store.lives(), setting.ports.clock}));
    ++(change.refusal ? report.refused : report.asked);
  }
  return report;
}

}  // namespace truename::registration
