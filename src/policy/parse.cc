#include "policy/parse.h"

#include <set>

#include "base/fields.h"
#include "base/toml.h"
#include "policy/cited.h"
#include "policy/parse_life.h"
#include "policy/parse_rule.h"
#include "policy/watch.h"

namespace truename::policy {
namespace {

constexpr std::size_t kRuleLimit = 64;  // four times the kinds there are

Result<ConsentText> parse_consent_text(const Value& table, const std::string& where) {
  Fields in(table, where);
  ConsentText out{.title = read_text(in, "title"),
                  .controller = read_text(in, "controller"),
                  .purpose = read_text(in, "purpose"),
                  .method = read_text(in, "method"),
                  .retention = read_text(in, "retention"),
                  .necessity = read_text(in, "necessity"),
                  .rights = read_text(in, "rights"),
                  .alternative = read_text(in, "alternative")};
  TRY_STATUS(in.finish());
  return out;
}

Result<TermText> parse_term_text(const Value& table, const std::string& where) {
  Fields in(table, where);
  TermText out{.title = read_text(in, "title"), .body = read_text(in, "body")};
  TRY_STATUS(in.finish());
  return out;
}

Result<Texts> parse_texts(const Value& table, const std::string& where) {
  Fields in(table, where);
  const Value& consent = in.object("consent_face");
  const Value& term = in.object("no_resale");
  TRY_STATUS(in.finish());
  Texts texts;
  texts.consent_face = TRY(parse_consent_text(consent, where + ".consent_face"));
  texts.no_resale = TRY(parse_term_text(term, where + ".no_resale"));
  return texts;
}

Date read_date(Fields& in, std::string_view key) {
  const auto date = parse_date(in.text(key));
  if (!date) in.complain("needs \"" + std::string(key) + "\" as a date, such as 2019-12-01");
  return date.value_or(Date{});
}

std::string read_jurisdiction(Fields& in) {
  std::string text = in.text("jurisdiction");
  const auto capital = [](char c) { return c >= 'A' && c <= 'Z'; };
  if (text.size() != 2 || !capital(text[0]) || !capital(text[1])) {
    in.complain("needs \"jurisdiction\" as two capital letters (ISO 3166-1)");
  }
  return text;
}

Status check_rules(const std::vector<Rule>& rules, const std::string& name) {
  std::set<std::string> ids;
  std::set<Kind> kinds;
  for (const Rule& rule : rules) {
    const bool fresh = ids.insert(rule.id).second && kinds.insert(rule.kind).second;
    if (!fresh) {
      return fail(ErrorCode::bad_input,
                  name + " rule \"" + rule.id +
                      "\" repeats an id or a kind; each may stand once in a pack.");
    }
  }
  for (const Kind kind : all_kinds()) {
    if (is_required(kind) && !kinds.contains(kind)) {
      return fail(ErrorCode::bad_input,
                  name + " needs a rule of the kind " + std::string(kind_text(kind)) + ".");
    }
  }
  return {};
}

Result<std::vector<Rule>> parse_rules(const Array& tables, const std::string& name,
                                      std::vector<std::string>& doubts) {
  if (tables.size() > kRuleLimit) {
    return fail(ErrorCode::too_large, name + " has over 64 rules; each kind may stand once.");
  }
  std::vector<Rule> rules;
  for (const Value& table : tables) rules.push_back(TRY(parse_rule(table, name, doubts)));
  TRY_STATUS(check_rules(rules, name));
  return rules;
}

Status check_dates(const Pack& pack, const std::string& name) {
  if (!pack.effective_to || pack.effective_from <= *pack.effective_to) return {};
  return fail(ErrorCode::bad_input, name + " ends before it begins; mend effective_to.");
}

}  // namespace

Result<Pack> parse_pack(std::string_view toml_text, std::string_view name_view) {
  const std::string name(name_view);
  const Value root = TRY(parse_toml(toml_text, name));
  Fields in(root, name);
  Pack pack;
  pack.digest = sha256(as_bytes(toml_text));
  pack.id = read_id(in, "id");
  pack.title = read_text(in, "title");
  pack.jurisdiction = read_jurisdiction(in);
  pack.effective_from = read_date(in, "effective_from");
  if (in.has("effective_to")) pack.effective_to = read_date(in, "effective_to");
  if (in.has("supersedes")) pack.supersedes = read_id(in, "supersedes");
  pack.unconfirmed = in.texts("unconfirmed");
  const Array& rules = in.array("rule");
  const Array& watches = in.array_or_empty("watch");
  const Value& life = in.object("life");
  Fields texts(in.object("texts"), name + " texts");
  const Value& english = texts.object("en");
  const Value* const chinese = texts.any("zh");
  TRY_STATUS(in.finish());
  TRY_STATUS(texts.finish());
  TRY_STATUS(check_dates(pack, name));
  pack.english = TRY(parse_texts(english, name + " texts.en"));
  pack.chinese = pack.english;  // until a translation is given
  if (chinese != nullptr) pack.chinese = TRY(parse_texts(*chinese, name + " texts.zh"));
  pack.rules = TRY(parse_rules(rules, name, pack.unconfirmed));
  pack.watches = TRY(parse_watches(watches, name, pack.unconfirmed));
  pack.life = TRY(parse_life_table(life, name, pack.unconfirmed));
  return pack;
}

}  // namespace truename::policy
