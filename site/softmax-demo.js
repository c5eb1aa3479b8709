/* include: course_utils/widget_parts.js */
/* include: course_utils/softmax_numbers.js */
/* include: course_utils/softmax_rows.js */
/* include: course_utils/softmax_demo.js */
/* include: site/widget.js */

renderAll(".softmax-demo-place", { logits: [1, 3, 2], true_class: 1, labels: ["low", "medium", "high"] });
