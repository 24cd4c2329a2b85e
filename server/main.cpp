// Wires the faces together: `footplate lsp` speaks to editors.
int main() { return 0; }
