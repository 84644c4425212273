// The print button of the sheet; without JavaScript the hint beside it says how.
const button = document.getElementById("print");
if (button) {
  button.hidden = false;
  document.getElementById("print-hint").hidden = true;
  button.addEventListener("click", () => print());
}
