package problem

// Problems that only the preview meets: a build stops with an error instead.
const RenderFailed Code = "render-failed"
