// How much a remark matters, in the order the editor shows them.
#pragma once

namespace footplate {

enum class Severity { error, warning, information, hint };

}  // namespace footplate
