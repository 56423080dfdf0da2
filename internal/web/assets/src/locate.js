// Asks the device where it is, when somebody presses the button and never before, and fills two inputs. A form that is only for this is
// sent; on a map the place is marked. What the device does not know well enough to be of use is not taken.
const roughest = 500; // metres

export function locate(region) {
  const button = region.querySelector("button");
  const status = region.querySelector("[role=status]");
  const lon = document.getElementById(region.dataset.lon);
  const lat = document.getElementById(region.dataset.lat);
  if (!navigator.geolocation) return;
  region.hidden = false;
  const say = (words) => {
    button.disabled = false;
    status.textContent = words;
  };
  button.addEventListener("click", () => {
    button.disabled = true;
    status.textContent = region.dataset.asking;
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        if (coords.accuracy > roughest) return say(region.dataset.rough);
        lon.value = coords.longitude.toFixed(6);
        lat.value = coords.latitude.toFixed(6);
        if (region.tagName === "FORM") return region.requestSubmit();
        lat.dispatchEvent(new Event("wm-located"));
        say(region.dataset.found);
      },
      () => say(region.dataset.failed),
      { enableHighAccuracy: true, timeout: 20000, maximumAge: 60000 },
    );
  });
}
