// Follows work under way: fetches the page that tells of it and takes its progress over. When the work has ended the whole
// page is loaded, for what it says then. Those without scripts press the button beside it.
export function poll(region) {
  const look = async () => {
    try {
      const answer = await fetch(region.dataset.poll, { headers: { Accept: "text/html" } });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const now = page.getElementById(region.id);
      if (!answer.ok || answer.redirected || !now || !now.dataset.poll) {
        location.assign(region.dataset.poll);
        return;
      }
      if (region.textContent.trim() !== now.textContent.trim()) region.innerHTML = now.innerHTML;
    } catch {
      // the connection was lost: the next look may find it again
    }
    setTimeout(look, 1500);
  };
  setTimeout(look, 1000);
}
