// The languages in which a subscriber is spoken to; not the language of the pack's own notes.
#pragma once

namespace truename::policy {

enum class Language { en, zh };

}  // namespace truename::policy
