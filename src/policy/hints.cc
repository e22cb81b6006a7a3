#include "policy/hints.h"

#include <algorithm>

#include "base/check.h"
#include "policy/application_hints.h"
#include "policy/capture_hints.h"
#include "policy/life_hints.h"
#include "policy/quality_hints.h"

namespace truename::policy {
namespace {

constexpr Hint kFallback = {"", "Ask a member of staff to look at this case.",
                            "请让工作人员查看此业务。"};

// Everything about a face beyond the picture's own faults says the same: whoever tries to pass as
// another must not learn what gave it away.
constexpr std::string_view kFaceEnglish =
    "The face check could not be completed; a member of staff will check the document in person.";
constexpr std::string_view kFaceChinese = "人脸核验未能完成，将由工作人员当面核对证件。";

constexpr Hint kHints[] = {
    {"policy.not_in_force", "The rules loaded here are not in force today; call the site engineer.",
     "当前加载的规则今天未生效，请联系系统维护人员。"},

    {"document.unrecognised",
     "Lay the resident card's front or the passport's data page flat, whole and in good light, and "
     "take the picture again.",
     "请将身份证正面或护照资料页平放、完整入镜、光线充足，重新拍摄。"},
    {"document.type_not_accepted", "This document is not accepted here; bring another document.",
     "此处不受理该证件，请更换其他有效证件。"},
    {"document.fields_incomplete",
     "Not every field could be read; take the picture again without glare or covered parts.",
     "部分信息未能识别，请避免反光和遮挡后重新拍摄。"},
    {"document.number_check_failed",
     "The document's number does not hold its own check; take the picture again, or bring another "
     "document.",
     "证件号码校验不通过，请重新拍摄或更换证件。"},
    {"document.number_not_read", "The document's number could not be read; take the picture again.",
     "未能识别证件号码，请重新拍摄。"},
    {"document.fields_disagree",
     "Birth date or sex do not agree with the document's number; take the picture again, or ask a "
     "member of staff.",
     "出生日期或性别与证件号码不一致，请重新拍摄或联系工作人员。"},
    {"document.expired", "The document has expired; bring one that is in date.",
     "证件已过有效期，请更换有效证件。"},
    {"document.portrait_missing",
     "No portrait was found on the document; take the picture again with the whole document in it.",
     "未找到证件照片，请将证件完整入镜后重新拍摄。"},
    {"claim.name_differs",
     "The name entered is not the one on the document; correct it, or use the right document.",
     "填写的姓名与证件不一致，请更正姓名或使用本人证件。"},
    {"claim.number_differs",
     "The number entered is not the one on the document; correct it, or use the right document.",
     "填写的证件号码与证件不一致，请更正号码或使用本人证件。"},
    {"claim.differs", "What was entered is not what the document says; correct it.",
     "填写的信息与证件不一致，请更正。"},
    {"holder.under_age",
     "A guardian must come along, with both documents and proof of the relation.",
     "请由监护人陪同，并携带双方证件及关系证明办理。"},
    {"holder.age_unknown", "The birth date could not be read; ask a member of staff.",
     "未能识别出生日期，请联系工作人员。"},

    {"consent.face_absent",
     "No face is looked at without consent; a member of staff will check the document in person "
     "instead.",
     "未同意人脸核验时不会采集人脸，将由工作人员当面核对证件。"},
    {"terms.not_accepted",
     "A line needs the promise not to resell or lend it; read the term and accept it to go on.",
     "入网须承诺不转卖、转借号码，请阅读并同意条款后继续。"},

    {"probe.no_face", "Look into the camera with the whole face in the picture.",
     "请正对摄像头，让整张脸进入画面。"},
    // several_faces, pose, under_exposure, over_exposure and too_close_to_edge stand in cases that
    // were decided before the components of ISO/IEC 29794-5 (see quality_hints.cc).
    {"probe.several_faces", "Only one person may be in the picture; ask the others to step aside.",
     "画面中只能有一个人，请其他人离开画面。"},
    {"probe.inter_eye_distance", "Come closer to the camera.", "请靠近摄像头。"},
    {"probe.pose", "Look straight into the camera and hold the head upright.",
     "请平视摄像头，头部保持端正。"},
    {"probe.sharpness", "Hold still and clean the lens, then take the picture again.",
     "请保持不动并擦净镜头后重新拍摄。"},
    {"probe.under_exposure", "There is too little light on the face; turn towards the light.",
     "面部光线太暗，请面向光源。"},
    {"probe.over_exposure", "The light on the face is too strong; turn away from it.",
     "面部光线太强，请避开强光。"},
    {"probe.too_close_to_edge", "Move the face to the middle of the picture.",
     "请将脸移到画面中央。"},
    {"portrait.no_face",
     "The portrait on the document cannot be seen; take the document's picture again without "
     "glare.",
     "看不清证件照片，请避免反光后重新拍摄证件。"},
    {"portrait.several_faces",
     "More than one face is in the document's picture; take it again with the document alone.",
     "证件画面中有多张人脸，请只拍摄证件。"},
    {"portrait.inter_eye_distance",
     "The portrait on the document is too small; take the document's picture from closer.",
     "证件照片太小，请靠近证件重新拍摄。"},
    {"portrait.pose", "Take the document's picture from straight above.",
     "请从证件正上方重新拍摄。"},
    {"portrait.sharpness", "The document's picture is blurred; hold still and take it again.",
     "证件画面模糊，请保持稳定后重新拍摄。"},
    {"portrait.under_exposure",
     "The document's picture is too dark; take it again in better light.",
     "证件画面太暗，请在光线充足处重新拍摄。"},
    {"portrait.over_exposure", "Light is reflected on the portrait; tilt the document a little.",
     "证件照片反光，请稍微倾斜证件。"},
    {"portrait.too_close_to_edge", "Take the document's picture again with its whole edge in view.",
     "请让证件四边完整入镜后重新拍摄。"},
    {"face.not_confirmed", kFaceEnglish, kFaceChinese},  // for all of these, domain/told_reasons.h
    {"face.not_usable", kFaceEnglish, kFaceChinese},
    {"face.not_examined", kFaceEnglish, kFaceChinese},
    {"face.not_compared", kFaceEnglish, kFaceChinese},
    {"face.pad_not_run", kFaceEnglish, kFaceChinese},
    {"face.attack_suspected", kFaceEnglish, kFaceChinese},
    {"face.near_match", kFaceEnglish, kFaceChinese},
    {"face.no_match", kFaceEnglish, kFaceChinese},

    {"capture.not_run",
     "Take the live picture with the short movement that the screen asks for, not a single photo.",
     "请按屏幕提示完成动作采集，单张照片不能办理。"},
    {"capture.challenge_failed", kFaceEnglish, kFaceChinese},
    {"capture.attack_suspected", kFaceEnglish, kFaceChinese},
    {"capture.device_suspected", kFaceEnglish, kFaceChinese},
    {"capture.accessible", kFaceEnglish, kFaceChinese},

    {"authority.no_match",
     "The identity authority does not confirm these data; have them corrected there, or bring "
     "another document.",
     "身份核验机构未确认该信息，请向发证机关核实或更换证件。"},
    {"authority.unavailable",
     "The identity authority cannot be reached; a member of staff will check this case later.",
     "暂时无法连接身份核验机构，将由工作人员稍后核验。"},
    {"authority.not_asked",
     "The identity authority was not asked; a member of staff will check this case.",
     "尚未向身份核验机构核验，将由工作人员处理。"},

    {"line.cap_reached",
     "This person already has as many lines here as the rules allow; close one of them first.",
     "该证件名下号码已达上限，请先注销其中一个号码。"},
    {"line.msisdn_in_use", "This number is already in use; choose another number.",
     "该号码已被使用，请另选号码。"},
    {"line.iccid_in_use", "This SIM card is already in use; take another card.",
     "该卡已被使用，请更换新卡。"},

    {"document.accepted", "The document is accepted.", "证件类型可以受理。"},
    {"document.fields_complete", "Every field of the document was read.", "证件信息已完整识别。"},
    {"document.number_holds", "The document's number holds its check.", "证件号码校验通过。"},
    {"document.consistent", "The document agrees with itself.", "证件信息前后一致。"},
    {"document.unexpired", "The document is in date.", "证件在有效期内。"},
    {"document.portrait_found", "The document bears a portrait.", "已找到证件照片。"},
    {"claim.agrees", "What was entered agrees with the document.", "填写的信息与证件一致。"},
    {"holder.old_enough", "The holder is old enough to register alone.", "年龄符合单独办理要求。"},
    {"consent.face_given", "Consent to the face check was given.", "已同意人脸核验。"},
    {"terms.accepted", "The promise not to resell or lend the line was given.",
     "已承诺不转卖、转借号码。"},
    {"face.quality", "The picture of the face is good enough.", "人脸画面质量合格。"},
    {"face.live", "Nothing spoke for an attack on the camera.", "未发现冒用迹象。"},
    {"face.match", "The face agrees with the portrait.", "人脸与证件照片一致。"},
    {"capture.passed", "The movements asked for were made.", "已按要求完成动作采集。"},
    {"authority.match", "The identity authority confirms the data.", "身份核验机构已确认。"},
    {"authority.not_required", "The rules in force do not ask the identity authority.",
     "现行规则未要求向身份核验机构核验。"},
    {"line.within_cap", "The number of lines is within the rules.", "号码数量符合规定。"},
    {"line.free", "Number and card are free.", "号码和卡均可使用。"},
};

std::string_view sentence(const Hint& hint, Language language) {
  switch (language) {
    case Language::en:
      return hint.english;
    case Language::zh:
      return hint.chinese;
  }
  CHECK(false);
}

}  // namespace

std::span<const Hint> all_hints() { return kHints; }

std::string_view hint(std::string_view reason_code, Language language) {
  for (const auto& table :
       {all_hints(), application_hints(), quality_hints(), capture_hints(), life_hints()}) {
    const auto found = std::find_if(table.begin(), table.end(),
                                    [&](const Hint& one) { return one.code == reason_code; });
    if (found != table.end()) return sentence(*found, language);
  }
  return sentence(kFallback, language);
}

}  // namespace truename::policy
