/* The old address of a page: goes on to the new one and takes the anchor along, which the browser's own
   refresh would lose. */
(function () {
  "use strict";
  var target = document.getElementById("target");
  if (location.hash && !target.hash) target.hash = location.hash;
  location.replace(target.href);
})();
