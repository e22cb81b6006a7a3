#include "policy/application_hints.h"

namespace truename::policy {
namespace {

// As after a face check (hints.cc): whoever tries to pass as another learns nothing.
constexpr std::string_view kFaceEnglish =
    "The face check could not be completed; a member of staff will check the document in person.";
constexpr std::string_view kFaceChinese = "人脸核验未能完成，将由工作人员当面核对证件。";
// What gave a bad credential away is not told either.
constexpr std::string_view kCredentialEnglish =
    "The credential could not be accepted; show it again, or choose another way.";
constexpr std::string_view kCredentialChinese = "网络身份凭证未能通过，请重新出示或选择其他方式。";
constexpr std::string_view kManyEnglish =
    "There were many attempts today; a member of staff will check the document in person.";
constexpr std::string_view kManyChinese = "今日办理次数较多，将由工作人员当面核对证件。";
constexpr std::string_view kBatchEnglish =
    "More lines were opened today than the rules allow; a member of staff will look at this case.";
constexpr std::string_view kBatchChinese = "今日开户数量已达规定上限，将由工作人员处理。";
// Nor what was held to be a risk: it would teach how to avoid it.
constexpr std::string_view kStaffEnglish = "A member of staff will look at this case.";
constexpr std::string_view kStaffChinese = "将由工作人员查看此业务。";

constexpr Hint kHints[] = {
    {"applicant.no_rule",
     "The rules here do not say how this may be done for another; ask a member of staff.",
     "现行规则未规定代他人办理的方式，请联系工作人员。"},
    {"line.class_without_rule",
     "The rules here do not cover lines of this kind; ask a member of staff.",
     "现行规则未涵盖此类号码，请联系工作人员。"},
    {"way.no_rule", "The rules here do not cover this way; ask a member of staff.",
     "现行规则未涵盖此办理方式，请联系工作人员。"},

    {"agent.not_allowed", "Nobody else may do this for the holder; the holder must come.",
     "此业务不可代办，请本人办理。"},
    {"agent.own_document_not_proved", "The agent must show a valid document of their own too.",
     "代办人须同时出示本人有效证件。"},
    {"agent.authorisation_not_proved", "The holder's authorisation is missing; bring it, signed.",
     "缺少机主的授权书，请携带签署的授权书。"},
    {"guardian.own_document_not_proved",
     "The guardian must show a valid document of their own too.", "监护人须同时出示本人有效证件。"},
    {"guardian.relation_not_proved", "Bring proof of the relation between guardian and child.",
     "请携带监护关系证明。"},
    {"guardian.not_needed", "The holder is of age and must apply in person, or send an agent.",
     "机主已达到规定年龄，请本人或由代办人办理。"},
    {"heir.own_document_not_proved", "The heir must show a valid document of their own.",
     "继承人须出示本人有效证件。"},
    {"heir.relation_not_proved", "Bring proof of the succession.", "请携带继承关系证明。"},
    {"organisation.own_document_not_proved",
     "Whoever applies for the organisation must show a valid document of their own.",
     "经办人须出示本人有效证件。"},
    {"organisation.authorisation_not_proved",
     "The organisation's authorisation is missing; bring it, signed and sealed.",
     "缺少单位授权书，请携带签章的授权书。"},
    {"organisation.responsible_person_not_proved",
     "The organisation must name the person responsible for the line.", "单位须指定号码责任人。"},
    {"organisation.end_subscribers_not_proved",
     "Whoever will use these lines must be verified first.", "须先核验号码的实际使用人。"},
    {"organisation.organisation_document_not_proved",
     "The organisation's licence or certificate is missing; bring it.",
     "缺少单位证照，请携带营业执照等有效证照。"},
    {"foreigner.validity_unknown",
     "It is not known until when the document is valid; show the permit that says so.",
     "无法确认证件有效期，请出示载明有效期的证件。"},
    {"foreigner.validity_over", "The permit has run out; bring one that is valid.",
     "证件许可期限已过，请更换有效证件。"},
    {"iot.assessment_not_made",
     "The buyer's assessment must be made before a card for devices is sold.",
     "办理物联网卡前须先完成风险评估。"},
    {"iot.assessment_failed",
     "A card for devices cannot be sold after this assessment; ask for the reasons.",
     "风险评估未通过，不能办理物联网卡；可询问原因。"},
    {"iot.scenario_not_bound", "State the scenario in which the card will be used.",
     "请说明物联网卡的使用场景。"},
    {"iot.devices_not_bound", "List the devices in which the card will be used.",
     "请提供使用物联网卡的设备清单。"},

    {"way.not_enabled", "This way is not offered here for this; choose another way.",
     "此业务不支持该办理方式，请选择其他方式。"},
    {"way.not_checked", "A member of staff will check the document in person.",
     "将由工作人员当面核对证件。"},
    {"way.not_confirmed", "A second member of staff will look at this case.",
     "将由另一名工作人员复核。"},
    {"way.one_person", "A second member of staff must look at this case.",
     "须由另一名工作人员复核。"},
    {"way.person_differs", kFaceEnglish, kFaceChinese},
    {"credential.not_shown", "Show the credential with the app that holds it.",
     "请通过持有凭证的应用出示网络身份凭证。"},
    {"credential.scheme_not_accepted",
     "This kind of credential is not accepted here; choose another way.",
     "此处不受理该类凭证，请选择其他方式。"},
    {"credential.issuer_not_trusted", kCredentialEnglish, kCredentialChinese},
    {"credential.holder_not_bound", kCredentialEnglish, kCredentialChinese},
    {"credential.wrong_nonce", kCredentialEnglish, kCredentialChinese},
    {"credential.wrong_audience", kCredentialEnglish, kCredentialChinese},
    {"credential.out_of_time", "The credential is out of date; renew it and show it again.",
     "凭证已过期，请更新后重新出示。"},
    {"credential.revoked", "The credential was revoked; ask its issuer.",
     "凭证已被吊销，请联系签发机构。"},
    {"credential.status_unknown",
     "It could not be learnt whether the credential still holds; a member of staff will look.",
     "暂时无法确认凭证状态，将由工作人员处理。"},

    {"authority.flagged",
     "The identity authority has put this identity under question; go there to have it mended.",
     "身份核验机构对该身份有标记，请前往发证机关处理。"},
    {"authority.deceased",
     "According to the identity authority this line cannot be registered; if that is wrong, have "
     "it mended there. Heirs are helped by a member of staff.",
     "根据身份核验机构的记录无法办理；如有误请前往更正，继承人请联系工作人员。"},
    {"cross_operator.cap_reached",
     "This person has as many lines at all operators as the rules allow; close one of them first.",
     "该用户在各运营商名下号码已达上限，请先注销其中一个号码。"},
    {"cross_operator.unavailable",
     "The service that counts lines cannot be reached; a member of staff will check this case "
     "later.",
     "暂时无法查询名下号码总数，将由工作人员稍后核验。"},
    {"cross_operator.not_asked",
     "The service that counts lines was not asked; a member of staff will check this case.",
     "尚未查询名下号码总数，将由工作人员处理。"},

    {"attempts.identity_reached", kManyEnglish, kManyChinese},
    {"attempts.device_reached", kManyEnglish, kManyChinese},
    {"biometric.too_soon",
     "The last check was too short a time ago; come back later, or ask a member of staff.",
     "距上次核验时间过短，请稍后再来或联系工作人员。"},
    {"batch.clerk_day_reached", kBatchEnglish, kBatchChinese},
    {"batch.outlet_day_reached", kBatchEnglish, kBatchChinese},
    {"batch.device_day_reached", kBatchEnglish, kBatchChinese},
    {"batch.address_day_reached", kBatchEnglish, kBatchChinese},
    {"batch.identity_day_reached", kBatchEnglish, kBatchChinese},
    {"reverification.failed_open",
     "Another line of this holder awaits re-verification; settle that first.",
     "名下有号码待重新核验，请先完成核验。"},
    {"sanction.in_force",
     "A measure of the authorities limits new lines; the lines of basic service stay. You may "
     "appeal.",
     "根据有关部门的措施暂不能新办号码，基本通信服务保留；可申诉。"},
    {"risk.extra_check", kStaffEnglish, kStaffChinese},
    {"risk.attended", kStaffEnglish, kStaffChinese},
    {"artefact.reused", kStaffEnglish, kStaffChinese},

    {"agent.proved", "The agent is entitled.", "代办人资格已核实。"},
    {"guardian.proved", "The guardian is entitled.", "监护人资格已核实。"},
    {"heir.proved", "The heir is entitled.", "继承人资格已核实。"},
    {"organisation.proved", "The organisation and who acts for it are proved.",
     "单位及经办人资格已核实。"},
    {"foreigner.in_time", "The permit is in date.", "证件许可期限有效。"},
    {"iot.bound", "The card is assessed and bound.", "物联网卡已完成评估和绑定。"},
    {"way.attended", "Two members of staff saw that the document is the holder's.",
     "已由两名工作人员核对本人与证件。"},
    {"way.enabled", "This way is offered here.", "此业务支持该办理方式。"},
    {"credential.holds", "The credential holds.", "网络身份凭证有效。"},
    {"authority.provisional",
     "The identity authority cannot be reached; the line is open for now, and the check will be "
     "made up for.",
     "暂时无法连接身份核验机构，先予开通，稍后补核。"},
    {"authority.death_confirmed", "The identity authority confirms the death of the holder.",
     "身份核验机构已确认机主身故。"},
    {"cross_operator.within_cap", "The number of lines at all operators is within the rules.",
     "各运营商名下号码总数符合规定。"},
    {"cross_operator.provisional",
     "The service that counts lines cannot be reached; the count will be made up for.",
     "暂时无法查询名下号码总数，稍后补查。"},
    {"cross_operator.not_required", "The rules in force do not ask for a count at all operators.",
     "现行规则未要求查询各运营商号码总数。"},
    {"attempts.within_limit", "The number of attempts is within the rules.", "办理次数符合规定。"},
    {"biometric.gap_kept", "Enough time has passed since the last check.",
     "距上次核验已满规定时间。"},
    {"batch.within_limits", "The number of openings is within the rules.", "开户数量符合规定。"},
    {"reverification.settled", "No line of this holder awaits re-verification.",
     "名下无待重新核验的号码。"},
    {"sanction.none", "No measure of the authorities is in force.", "无在执行的限制措施。"},
    {"sanction.basic_line", "A measure is in force; this line is of the basic service that stays.",
     "措施执行期间保留基本通信服务。"},
    {"risk.low", "No further check is needed.", "无需进一步核验。"},
    {"risk.checked", "The further check was made.", "已完成进一步核验。"},
    {"artefact.fresh", "The picture is a new one.", "画面为本次采集。"},
};

}  // namespace

std::span<const Hint> application_hints() { return kHints; }

}  // namespace truename::policy
