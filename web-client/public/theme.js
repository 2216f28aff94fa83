// Runs before the first paint: the stored choice, else what the system asks for. React takes over from here.
(function () {
  var choice = "auto";
  try {
    choice = localStorage.getItem("septet.theme") || "auto";
  } catch (e) {
    /* storage is switched off: follow the system */
  }
  if (choice !== "light" && choice !== "dark") {
    choice = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  }
  document.documentElement.setAttribute("data-mantine-color-scheme", choice);
})();
