#include "registration/orders.h"

namespace truename::registration {
namespace {

using domain::Life;
using domain::LineMark;

void order_mark(std::vector<std::string>& out, const LifeChange& change, LineMark mark,
                const char* on, const char* off) {
  const bool before = change.before.marks.has(mark);
  const bool after = change.after.marks.has(mark);
  if (before != after) out.emplace_back(after ? on : off);
}

}  // namespace

std::vector<std::string> orders_of(const LifeChange& change) {
  std::vector<std::string> out;
  if (change.refusal) return out;
  const bool new_card = change.before.line.iccid != change.after.line.iccid;
  if (new_card && !change.after.line.iccid.get().empty()) {
    out.push_back("card:" + change.after.line.iccid.get());
  }
  if (change.before.state != change.after.state) out.push_back("state:" + change.after.state);
  order_mark(out, change, LineMark::sms_barred, "sms:barred", "sms:open");
  order_mark(out, change, LineMark::port_locked, "port:locked", "port:open");
  // Whoever holds or held it hears of everything but their own card being put into use.
  if (change.before.holder || change.after.holder) out.push_back("notice:" + change.rule);
  return out;
}

}  // namespace truename::registration
