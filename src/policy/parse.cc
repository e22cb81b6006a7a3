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

enum class FaceAsked { no, yes };

constexpr std::size_t kRuleLimit = 64;  // twice the kinds there are

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

Result<Texts> parse_texts(const Value& table, FaceAsked face, const std::string& where) {
  Fields in(table, where);
  const bool consents = face == FaceAsked::yes || in.has("consent_face");
  const Value consent = consents ? in.object("consent_face") : Value();
  const Value& term = in.object("no_resale");
  TRY_STATUS(in.finish());
  Texts texts;
  if (consents) texts.consent_face = TRY(parse_consent_text(consent, where + ".consent_face"));
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

// [face] asked = { value = false, cite, confidence }: a regime that asks for no face (R20).
Result<std::optional<Cited<bool>>> parse_face_asked(const Value& table, const std::string& name,
                                                    std::vector<std::string>& doubts) {
  Fields in(table, name + " face");
  Context context{name + " face", "face", doubts};
  std::optional<Cited<bool>> out =
      TRY(read_cited(in, "asked", context, [](Fields& value) { return value.flag("value"); }));
  TRY_STATUS(in.finish());
  return out;
}

bool is_about_faces(Kind kind) {
  return kind == Kind::face_consent || part_of(kind) == Part::face ||
         part_of(kind) == Part::capture;
}

bool is_needed(Kind kind, FaceAsked face) {
  if (face == FaceAsked::yes) return is_required(kind);
  return is_required(kind) && !is_about_faces(kind) && kind != Kind::portrait_present;
}

// What one kind says must be there for another, or must not.
Status check_together(const std::set<Kind>& kinds, const std::vector<Rule>& rules,
                      const std::string& name) {
  for (const Rule& rule : rules) {
    const auto* const other = std::get_if<OtherWay>(&rule.parameters);
    if (other == nullptr || kinds.contains(Kind::network_credential)) continue;
    for (const EnabledWay& enabled : other->ways.value) {
      if (enabled.way != domain::Way::network_credential) continue;
      return fail(ErrorCode::bad_input,
                  name + " rule \"" + rule.id +
                      "\" enables network_credential, which needs a rule of that kind.");
    }
  }
  return {};
}

Status check_rules(const std::vector<Rule>& rules, FaceAsked face, const std::string& name) {
  std::set<std::string> ids;
  std::set<Kind> kinds;
  for (const Rule& rule : rules) {
    const bool fresh = ids.insert(rule.id).second && kinds.insert(rule.kind).second;
    if (!fresh) {
      return fail(ErrorCode::bad_input,
                  name + " rule \"" + rule.id +
                      "\" repeats an id or a kind; each may stand once in a pack.");
    }
    if (face == FaceAsked::no && is_about_faces(rule.kind)) {
      return fail(ErrorCode::bad_input,
                  name + " rule \"" + rule.id + "\" is about faces, but face.asked is false.");
    }
  }
  for (const Kind kind : all_kinds()) {
    if (is_needed(kind, face) && !kinds.contains(kind)) {
      return fail(ErrorCode::bad_input,
                  name + " needs a rule of the kind " + std::string(kind_text(kind)) + ".");
    }
  }
  return check_together(kinds, rules, name);
}

Result<std::vector<Rule>> parse_rules(const Array& tables, FaceAsked face, const std::string& name,
                                      std::vector<std::string>& doubts) {
  if (tables.size() > kRuleLimit) {
    return fail(ErrorCode::too_large, name + " has over 64 rules; each kind may stand once.");
  }
  std::vector<Rule> rules;
  for (const Value& table : tables) rules.push_back(TRY(parse_rule(table, name, doubts)));
  TRY_STATUS(check_rules(rules, face, name));
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
  if (in.has("face")) {
    pack.face_asked = TRY(parse_face_asked(in.object("face"), name, pack.unconfirmed));
  }
  const bool asked = !pack.face_asked || pack.face_asked->value;
  const FaceAsked face = asked ? FaceAsked::yes : FaceAsked::no;
  Fields texts(in.object("texts"), name + " texts");
  const Value& english = texts.object("en");
  const Value* const chinese = texts.any("zh");
  TRY_STATUS(in.finish());
  TRY_STATUS(texts.finish());
  TRY_STATUS(check_dates(pack, name));
  pack.english = TRY(parse_texts(english, face, name + " texts.en"));
  pack.chinese = pack.english;  // until a translation is given
  if (chinese != nullptr) pack.chinese = TRY(parse_texts(*chinese, face, name + " texts.zh"));
  pack.rules = TRY(parse_rules(rules, face, name, pack.unconfirmed));
  pack.watches = TRY(parse_watches(watches, name, pack.unconfirmed));
  pack.life = TRY(parse_life_table(life, name, pack.unconfirmed));
  return pack;
}

}  // namespace truename::policy
