#include "storage/sqlite_traces.h"

#include <algorithm>

#include "base/bytes.h"
#include "base/json.h"
#include "domain/registration.h"

namespace truename::storage {
namespace {

Result<registration::CaseTrace> trace_of(const Rows& rows) {
  const Value evidence_tree = TRY(parse_json(rows.text(2)));
  const Value decision_tree = TRY(parse_json(rows.text(3)));
  const domain::Evidence evidence = TRY(domain::parse_evidence(evidence_tree));
  const domain::Decision decision = TRY(domain::parse_decision(decision_tree));
  return registration::CaseTrace{
      .at = Timestamp{rows.integer(0)},
      .person = to_hex(rows.bytes(1)),
      .origin = evidence.origin,
      .way = evidence.application.way,
      .outcome = decision.outcome,
      .confirmed_by = evidence.application.confirmed_by,
      .face_compared = evidence.face.stage == domain::FaceStage::examined,
      .picture_reused = evidence.history.artefact_fresh == domain::Check::fail,
      .limit_reached = std::ranges::any_of(decision.reasons, [](const domain::Reason& reason) {
        return reason.code.starts_with("batch.") && reason.code.ends_with("_reached");
      })};
}

}  // namespace

Status SqliteTraces::each_since(Timestamp since,
                                const std::function<Status(const registration::CaseTrace&)>& each) {
  Database database = TRY(Database::open(path_, Access::read_only));
  Rows rows =
      TRY(database.query("SELECT at_ms, person_id, evidence, decision FROM cases WHERE at_ms >= ? "
                         "ORDER BY leaf_index",
                         {since.unix_ms}));
  while (TRY(rows.next())) TRY_STATUS(each(TRY(trace_of(rows))));
  return {};
}

}  // namespace truename::storage
