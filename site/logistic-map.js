/* include: course_utils/widget_parts.js */
/* include: course_utils/logistic_map.js */
/* include: site/widget.js */

const start = 
/* include: course_utils/data/ames_map.json */
;
renderAll(".logistic-map-place", start);
