package problem

// SiteClosed is reported after a build whose umask closes the site to everybody else, such as 077.
const SiteClosed Code = "site-closed"
