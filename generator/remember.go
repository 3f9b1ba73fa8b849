package generator

// Remember keeps what was parsed for the next build or preview. Pages may be rendered meanwhile, but no other site of the
// same store may be loaded.
func (s *Site) Remember() { s.remember() }
