// The home page in the language that a reader prefers, by the `Accept-Language` of the request; null where the
// site has none of the reader's languages. OPEN stands for longer tags too, CLOSED for none but its own.
function preferredHome(header) {
  const wanted = [];
  header.toLowerCase().split(",").forEach((part, at) => {
    const pieces = part.split(";");
    const tag = pieces[0].trim();
    const quality = pieces.slice(1).map((piece) => /^\s*q\s*=\s*([0-9.]+)\s*$/.exec(piece)).find((found) => found);
    const q = quality ? parseFloat(quality[1]) : 1;
    if (tag && q > 0) wanted.push({ tag: tag, q: q, at: at });
  });
  wanted.sort((a, b) => b.q - a.q || a.at - b.at);
  for (let n = 0; n < wanted.length; n += 1) {
    let tag = wanted[n].tag;
    if (CLOSED[tag]) return CLOSED[tag];
    while (tag) {
      if (OPEN[tag]) return OPEN[tag];
      tag = tag.slice(0, Math.max(tag.lastIndexOf("-"), 0));
    }
  }
  return null;
}
