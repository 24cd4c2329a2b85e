// The statically linked libgcc asks `_dl_find_object` (new in glibc 2.35) for an object's unwind table
// whenever an exception is thrown. It would be the only function that keeps the program off systems with
// glibc 2.34, so it is answered here with what every glibc has. Slower than glibc's own by a walk over the
// few loaded objects; exceptions are rare. Any thread.
#include <dlfcn.h>
#include <link.h>

#include <cstdint>

namespace {

struct Search {
  std::uintptr_t address;
  dl_find_object* result;
};

// Stops the walk (1) at the object one of whose segments holds the address.
int visit(dl_phdr_info* object, std::size_t /*size*/, void* data) {
  const auto& search = *static_cast<Search*>(data);
  bool holds = false;
  std::uintptr_t table = 0;
  std::uintptr_t first = UINTPTR_MAX;
  std::uintptr_t end = 0;
  for (ElfW(Half) i = 0; i < object->dlpi_phnum; ++i) {
    const ElfW(Phdr)& segment = object->dlpi_phdr[i];
    const std::uintptr_t start = object->dlpi_addr + segment.p_vaddr;
    if (segment.p_type == PT_GNU_EH_FRAME) table = start;
    if (segment.p_type != PT_LOAD) continue;
    if (start < first) first = start;
    if (start + segment.p_memsz > end) end = start + segment.p_memsz;
    if (search.address - start < segment.p_memsz) holds = true;
  }
  if (!holds || table == 0) return 0;
  *search.result = {};
  search.result->dlfo_map_start = reinterpret_cast<void*>(first);
  search.result->dlfo_map_end = reinterpret_cast<void*>(end);
  search.result->dlfo_eh_frame = reinterpret_cast<void*>(table);
  return 1;
}

}  // namespace

extern "C" __attribute__((visibility("hidden"))) int _dl_find_object(void* address,
                                                                     dl_find_object* result) noexcept {
  Search search{reinterpret_cast<std::uintptr_t>(address), result};
  return dl_iterate_phdr(visit, &search) == 1 ? 0 : -1;
}
