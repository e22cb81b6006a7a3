// The port behind which sanction lists are kept, and what it tells of them; judges nobody.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "domain/sanction.h"

namespace truename::registration {

struct SanctionListState {
  domain::SanctionHead head;
  std::size_t entries = 0;
  std::size_t in_force = 0;  // of them, on the day asked for
};

// Somebody who has a line here, by the entry that ends last among those in force.
struct ListedHolder {
  domain::HolderId holder;
  domain::SanctionHead list;
  Date until;
};

class SanctionLists {
 public:
  virtual ~SanctionLists() = default;
  // One transaction: the list takes the place of the one with its id, and is a leaf of the log.
  // unavailable as of Store::commit.
  virtual Status replace(const domain::SanctionList& list) = 0;
  // By id.
  virtual Result<std::vector<SanctionListState>> all(const Date& today) = 0;
  // By holder, each once.
  virtual Result<std::vector<ListedHolder>> in_force(const Date& today) = 0;
  // Entries whose end date has come are gone, and each list that lost one is a leaf again.
  virtual Status drop_ended(const Date& today) = 0;
};

}  // namespace truename::registration
