// Which image answered stands in a header of the answer.
async function show(path, id) {
  const place = document.getElementById(id);
  try {
    const answer = await fetch(path, { cache: "no-store" });
    const image = answer.headers.get("X-Image") ?? "unknown image";
    place.textContent = answer.ok ? image.split("/").pop() : `${answer.status} ${answer.statusText}`;
    return answer.ok ? answer : undefined;
  } catch (error) {
    place.textContent = "not reachable";
    return undefined;
  }
}

async function refresh() {
  await show("/", "frontend");
  const answer = await show("/api/hello.json", "backend");
  const message = answer ? (await answer.json()).message : "nothing";
  document.getElementById("message").textContent = message;
}

refresh();
setInterval(refresh, 5000);
