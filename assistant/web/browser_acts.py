"""What only the browser can do with what the server made: put a text on the clipboard, save a file. Scripts of ours."""

COPY = """async (text) => {
  if (!text) return;
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    // Not on a secure address, as in an office's own network: the old way.
    const field = Object.assign(document.createElement("textarea"), {value: text});
    document.body.append(field);
    field.select();
    document.execCommand("copy");
    field.remove();
  }
}"""

SAVE = """(file) => {
  if (!file) return;
  const link = Object.assign(document.createElement("a"), {href: file.url, download: file.orig_name || ""});
  document.body.append(link);
  link.click();
  link.remove();
}"""
