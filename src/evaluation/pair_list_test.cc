#include "evaluation/pair_list.h"

#include <gtest/gtest.h>

#include "evaluation/folder_pairs.h"

namespace truename::evaluation {
namespace {

TEST(PairList, ReadsPairsWithGroupsAndQuotes) {
  const auto list =
      parse_pair_csv("first,second,same,light\r\np1/a,p1/b,1,in\r\n\"p1/a\",\"q,\"\"1/a\",0,out\n");
  ASSERT_TRUE(list);
  ASSERT_EQ(list->pairs.size(), 2U);
  EXPECT_EQ(list->pictures[2], "q,\"1/a");
  EXPECT_TRUE(list->pairs[0].same_person);
  EXPECT_EQ(list->pairs[1].row, 2U);
  EXPECT_EQ(list->group_values[list->pairs[1].groups], std::vector<std::string>{"out"});
}

TEST(PairList, CountsARepeatedPairOnceInWhicheverOrder) {
  const auto list = parse_pair_csv("first,second,same\na,b,1\na,c,0\nb,a,1\na,b,1\n");
  ASSERT_TRUE(list);
  EXPECT_EQ(list->pairs.size(), 2U);
  EXPECT_EQ(list->repeated, 2U);
}

TEST(PairList, NamesTheRowThatIsWrong) {
  const std::pair<const char*, const char*> cases[] = {
      {"first,second,same\na,b,1\na,b,2\n", "Row 3"},
      {"first,second,same\na,b\n", "Row 2"},
      {"first,second,same\na,\"b,1\n", "Row 2"},
      {"first,second,same\na,x\"y,1\n", "Row 2"},
      {"first,second,same\na,b,1\n../a,b,1\n", "Pair 2"},
      {"first,second,same\n/etc/a,b,1\n", "Pair 1"},
      {"first,second,same\na,a,1\n", "Pair 1"},
      {"first,second,same\na,b,1\nb,a,0\n", "Pair 2"},
      {"first,second,same,light\na,b,1,\n", "Pair 1"},
      {"first,second,same,light,light\na,b,1,x,x\n", "group column"},
      {"first,second\na,b\n", "first,second,same"},
      {"first,second,same\n", "no pair"},
      {"", "first,second,same"},
  };
  for (const auto& [text, words] : cases) {
    const auto list = parse_pair_csv(text);
    ASSERT_FALSE(list) << text;
    EXPECT_EQ(list.error().code, ErrorCode::bad_input);
    EXPECT_NE(list.error().message.find(words), std::string::npos) << list.error().message;
  }
}

TEST(PairList, RefusesAColumnThatIsNoGroup) {
  std::string text = "first,second,same,number\n";
  for (int i = 0; i < 65; ++i) {
    text += "a,b" + std::to_string(i) + ",0," + std::to_string(i) + "\n";
  }
  const auto list = parse_pair_csv(text);
  ASSERT_FALSE(list);
  EXPECT_EQ(list.error().code, ErrorCode::too_large);
}

TEST(PairList, FoldersAndGenuinePairsMakeSubjects) {
  const auto list = parse_pair_csv("first,second,same\np/a,p/b,1\nflat,p/b,1\nflat,q/a,0\n");
  ASSERT_TRUE(list);
  const auto subjects = subjects_of(*list);
  ASSERT_TRUE(subjects);
  EXPECT_EQ(*subjects, (std::vector<std::uint32_t>{0, 0, 0, 1}));
}

TEST(PairList, RefusesTwoPersonsWhoAreOne) {
  const auto list = parse_pair_csv("first,second,same\np/a,q/a,1\np/b,q/b,0\n");
  ASSERT_TRUE(list);
  const auto subjects = subjects_of(*list);
  ASSERT_FALSE(subjects);
  EXPECT_NE(subjects.error().message.find("Pair 2"), std::string::npos);
}

const std::vector<std::string> kFolders = {"p/1", "p/2", "p/3", "q/1", "q/2", "r/1"};

TEST(FolderPairs, TakesAllPairsOfBothKinds) {
  const auto list = pairs_of_folders(kFolders, {.impostor_limit = 0});
  ASSERT_TRUE(list);
  std::size_t genuine = 0;
  for (const Pair& pair : list->pairs) genuine += pair.same_person ? 1 : 0;
  EXPECT_EQ(genuine, 4U);
  EXPECT_EQ(list->pairs.size(), 15U);
  EXPECT_TRUE(subjects_of(*list));
}

TEST(FolderPairs, DrawsTheSameSampleFromTheSameSeed) {
  const auto rows = [](std::uint64_t seed) {
    const auto list = pairs_of_folders(kFolders, {.impostor_limit = 5, .seed = seed});
    std::vector<std::pair<std::uint32_t, std::uint32_t>> pairs;
    for (const Pair& pair : list->pairs) pairs.emplace_back(pair.first, pair.second);
    return pairs;
  };
  EXPECT_EQ(rows(1).size(), 9U);
  EXPECT_EQ(rows(1), rows(1));
  EXPECT_NE(rows(1), rows(2));
}

TEST(FolderPairs, RefusesOneSubjectAndLonePictures) {
  EXPECT_FALSE(pairs_of_folders({}, {}));
  EXPECT_FALSE(pairs_of_folders({"p/1", "p/2"}, {}));
  EXPECT_FALSE(pairs_of_folders({"p/1", "q/1"}, {}));
}

}  // namespace
}  // namespace truename::evaluation
