// Answers for the root of the site alone; all other addresses are files, which never come here.
export default {
  async fetch(request, env) {
    const url = new URL(request.url);
    const home = url.pathname === BASE && !url.searchParams.has("choose")
      ? preferredHome(request.headers.get("Accept-Language") || "")
      : null;
    const headers = { "Cache-Control": "no-cache", "Vary": "Accept-Language" };
    if (home) return new Response(null, { status: 302, headers: { ...headers, "Location": home } });
    const page = await env.ASSETS.fetch(request);
    const answer = new Response(page.body, page);
    for (const name of Object.keys(headers)) answer.headers.set(name, headers[name]);
    return answer;
  },
};
