# Writes OUTPUT: the JSON files and templates below FOLDER as arrays, and the table footplate::<LIBRARY>::embeddedFiles().
file(GLOB_RECURSE files RELATIVE ${FOLDER} ${FOLDER}/*.json ${FOLDER}/templates/*)
list(SORT files)
set(arrays "")
set(rows "")
set(index 0)
foreach(file ${files})
  file(READ ${FOLDER}/${file} bytes HEX)
  string(REGEX REPLACE "([0-9a-f][0-9a-f])" "'\\\\x\\1'," bytes "${bytes}")
  string(APPEND arrays "constexpr char file${index}[] = {${bytes}'\\0'};\n")
  string(APPEND rows "    {\"${file}\", std::string_view(file${index}, sizeof(file${index}) - 1)},\n")
  math(EXPR index "${index} + 1")
endforeach()
file(WRITE ${OUTPUT} "#include \"${LIBRARY}/embedded.h\"

namespace footplate::${LIBRARY} {
namespace {
${arrays}constexpr EmbeddedFile files[] = {
${rows}};
}  // namespace

std::span<const EmbeddedFile> embeddedFiles() { return files; }
}  // namespace footplate::${LIBRARY}
")
