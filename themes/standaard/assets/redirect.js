/* The old address of a page: goes on to the new one and takes the anchor along, which the browser's own
   refresh would lose. An anchor that leads elsewhere has a link of its own. */
(function () {
  "use strict";
  var target = document.getElementById("target");
  var own = null;
  try {
    own = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  } catch (wrong) {
    /* a "%" that encodes nothing: no anchor of ours */
  }
  var link = own && own !== target ? own.querySelector("a") : null;
  if (link) {
    location.replace(link.href);
    return;
  }
  if (location.hash && !target.hash) target.hash = location.hash;
  location.replace(target.href);
})();
