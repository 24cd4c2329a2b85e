#include "runner/environments/overlay.h"

#include <unistd.h>

#include <catch2/catch.hpp>
#include <optional>

#include "runner/environments/environment_build.h"
#include "runner/environments/interpreter.h"
#include "support/temp_folder.h"

using namespace footplate;
using namespace footplate::runner;

namespace {

// An environment of one script over this machine's Python, and the cache its overlays are kept in.
struct Place {
  explicit Place(const std::string& cacheName = "cache") : cache(root / cacheName) {
    const auto python = askInterpreter("/usr/bin/python3", "", cache);
    REQUIRE(python);
    base.python = python->path;
    base.version = python->version;
    base.bin = root / "built/bin";
    root.write("built/bin/tool", "#!" + base.bin + "/python\nprint('tool')\n", 0755);
  }

  Overlay take() const {
    auto taken = Overlay::take(base, cache, root / "otherwise/env");
    REQUIRE(taken);
    return std::move(*taken);
  }
  std::string site(const Overlay& overlay) const { return sitePackages(overlay.folder(), base.version); }

  test::TempFolder root;
  std::string cache;
  PreparedEnvironment base;
};

std::uint64_t inodeOf(const std::string& path) {
  const auto stamp = fileStamp(path);
  REQUIRE(stamp);
  return stamp->inode;
}

}  // namespace

TEST_CASE("an overlay that no job changed serves the next one") {
  const Place place;
  std::uint64_t first = 0;
  std::string folder;
  {
    const Overlay overlay = place.take();
    folder = overlay.folder();
    first = inodeOf(folder + "/pyvenv.cfg");
    CHECK(readFile(overlay.bin() + "/tool")->starts_with("#!" + overlay.bin() + "/python\n"));
  }
  const Overlay again = place.take();
  CHECK(again.folder() == folder);
  CHECK(inodeOf(folder + "/pyvenv.cfg") == first);
}

TEST_CASE("two jobs at the same time never have the same overlay") {
  const Place place;
  const Overlay one = place.take();
  const Overlay two = place.take();
  CHECK(one.folder() != two.folder());
}

TEST_CASE("what a job installs is gone with it") {
  const Place place;
  std::string installed;
  SECTION("a package") {
    const Overlay overlay = place.take();
    installed = place.site(overlay) + "/extra.py";
    REQUIRE(writeFileAtomic(installed, "x = 1\n"));
  }
  SECTION("a script in the place of one that was there") {
    const Overlay overlay = place.take();
    installed = overlay.bin() + "/tool";
    REQUIRE(writeFileAtomic(installed, "#!/bin/sh\n", 0755));
  }
  CHECK_FALSE(fileExists(installed));
  const Overlay next = place.take();
  CHECK_FALSE(fileExists(place.site(next) + "/extra.py"));
  CHECK(readFile(next.bin() + "/tool")->ends_with("print('tool')\n"));
}

TEST_CASE("an overlay whose run was killed is looked through before it is used") {
  const Place place;
  std::string folder;
  {
    const Overlay overlay = place.take();
    folder = overlay.folder();
  }
  REQUIRE(writeFileAtomic(sitePackages(folder, place.base.version) + "/left.py", ""));
  const Overlay next = place.take();
  CHECK(next.folder() == folder);
  CHECK_FALSE(fileExists(place.site(next) + "/left.py"));
}

TEST_CASE("scripts that the environment has got since are in the next overlay") {
  const Place place;
  static_cast<void>(place.take());
  place.root.write("built/bin/newer", "#!" + place.base.bin + "/python\n", 0755);
  CHECK(fileExists(place.take().bin() + "/newer"));
}

TEST_CASE("where no script can name a path of the cache the overlay is the run's own") {
  const Place place("my cache");
  const Overlay overlay = place.take();
  CHECK(overlay.folder() == place.root / "otherwise/env");
}

TEST_CASE("a job may move the object that holds its overlay") {
  const Place place;
  std::optional<Overlay> held;
  {
    Overlay overlay = place.take();
    held.emplace(std::move(overlay));
  }
  CHECK(fileExists(held->folder() + "/pyvenv.cfg"));
  const Overlay other = place.take();
  CHECK(other.folder() != held->folder());
}

TEST_CASE("pruning finds the overlays that nobody has") {
  const Place place;
  const Overlay held = place.take();
  std::string unused;
  {
    const Overlay second = place.take();
    unused = parentPath(second.folder());
  }
  const TimeMs later = nowMs() + 60'000;
  REQUIRE(unusedOverlays(place.cache, later) == std::vector<std::string>{unused});
  CHECK(unusedOverlays(place.cache, nowMs() - 60'000).empty());
  CHECK_FALSE(removeOverlay(parentPath(held.folder())));
  CHECK(removeOverlay(unused));
  CHECK_FALSE(folderExists(unused));
}
