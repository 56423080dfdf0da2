// Says what is pressed on a map: everything that lies there, each once, and where it has a page with a link to it. Records at
// one point are drawn as one dot, and every one of them must be found.
import { Popup } from "maplibre-gl";

export function tell(map, id) {
  map.on("click", id, (event) => {
    const met = new Map(); // the library gives a dot at the edge of two tiles twice
    for (const { properties } of event.features) if (properties?.label) met.set(properties.href + properties.label, properties);
    if (met.size) new Popup({ closeButton: true, maxWidth: "280px" }).setLngLat(event.lngLat).setDOMContent(listOf([...met.values()])).addTo(map);
  });
  map.on("mouseenter", id, () => (map.getCanvas().style.cursor = "pointer"));
  map.on("mouseleave", id, () => (map.getCanvas().style.cursor = ""));
}

function listOf(all) {
  const list = document.createElement("ul");
  list.className = "govuk-list wm-map__told";
  for (const { label, href } of all) {
    const line = list.appendChild(document.createElement("li"));
    const words = href ? line.appendChild(document.createElement("a")) : line;
    if (href) words.className = "govuk-link";
    if (href) words.href = href;
    words.textContent = label;
  }
  return list;
}
