package problem

// RenderFailed is a problem only in the preview. A build stops with an error instead.
const RenderFailed Code = "render-failed"
