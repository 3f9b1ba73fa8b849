package pages

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/evanw/esbuild/pkg/api"

	"gongbao/generator/address"
	"gongbao/generator/confined"
	"gongbao/generator/problem"
)

// Each style and script that a template names is bundled with what it imports into one minified file. Its name contains a hash
// of its bytes, so browsers may keep it forever. All of it comes from the theme's own folders: pages have the policy
// `default-src 'self'`, and could load nothing from elsewhere.

// An Asset is a file that pages ask for.
type Asset struct {
	Path  string // below the site's root, such as "assets/gazette.5WLEMH2N.css"
	Bytes []byte
}

// assetFolders maps the extension of an asset's name to the theme's folder that holds it.
var assetFolders = map[string]string{".css": "styles", ".js": "scripts", ".svg": "images"}

// assetLoaders maps the extension of a file to what esbuild does with it.
var assetLoaders = map[string]api.Loader{
	".css": api.LoaderCSS, ".js": api.LoaderJS, ".ts": api.LoaderTS,
	".svg": api.LoaderCopy, ".png": api.LoaderCopy, ".woff2": api.LoaderCopy,
}

const themeNamespace = "theme"

// bundle makes the assets that templates name. paths maps the name of each to its path.
func bundle(l layers, refs []reference) (assets []Asset, paths map[string]string, ps []problem.Problem) {
	sources := map[string]string{} // by source: the name that templates use
	for _, ref := range refs {
		source := path.Join(assetFolders[path.Ext(ref.name)], ref.name)
		if assetFolders[path.Ext(ref.name)] == "" {
			ps = append(ps, ref.problem(problem.BadAssetName, "an asset's name must end with .css, .js or .svg"))
			continue
		}
		if _, err := l.read(source); errors.Is(err, fs.ErrNotExist) && path.Ext(source) == ".js" {
			source = strings.TrimSuffix(source, ".js") + ".ts"
		}
		switch _, err := l.read(source); {
		case errors.Is(err, fs.ErrNotExist):
			ps = append(ps, ref.problem(problem.UnknownAsset, "there is no asset %s in the theme's folder %s", ref.name, path.Dir(source)))
		case err != nil:
			ps = append(ps, unreadable(source, err))
		default:
			sources[source] = ref.name
		}
	}
	if len(ps) > 0 || len(sources) == 0 {
		return nil, nil, ps
	}
	entries := make([]string, 0, len(sources))
	for source := range sources {
		entries = append(entries, source)
	}
	slices.Sort(entries)
	var refused refusedFiles
	result := api.Build(buildOptions(l, entries, &refused))
	for _, m := range slices.Concat(result.Errors, result.Warnings) {
		ps = append(ps, assetProblem(m))
	}
	if len(refused.problems) > 0 { // esbuild names the file that loads them, and has no hint
		ps = problem.Sort(refused.problems)
	}
	if len(ps) > 0 {
		return nil, nil, ps
	}
	assets = make([]Asset, len(result.OutputFiles))
	for i, f := range result.OutputFiles {
		assets[i] = Asset{Path: address.Assets + filepath.Base(f.Path), Bytes: f.Contents}
	}
	slices.SortFunc(assets, func(a, b Asset) int { return strings.Compare(a.Path, b.Path) })
	assets = slices.CompactFunc(assets, func(a, b Asset) bool { return a.Path == b.Path })
	return assets, assetPaths(result.Metafile, sources), ps
}

// buildOptions are esbuild's options for bundling the entries.
func buildOptions(l layers, entries []string, refused *refusedFiles) api.BuildOptions {
	return api.BuildOptions{
		EntryPoints:       entries,
		Plugins:           []api.Plugin{themeFiles(l, refused)},
		Bundle:            true,
		MinifyWhitespace:  true,
		MinifyIdentifiers: true,
		MinifySyntax:      true,
		Format:            api.FormatIIFE, // a module would not run in a page opened from a disk
		Charset:           api.CharsetUTF8,
		LegalComments:     api.LegalCommentsNone,
		Target:            api.ES2020,
		Engines: []api.Engine{ // browsers that were current in 2022
			{Name: api.EngineChrome, Version: "100"}, {Name: api.EngineFirefox, Version: "100"}, {Name: api.EngineSafari, Version: "15.4"},
		},
		Loader:     assetLoaders,
		Outdir:     path.Clean(address.Assets),
		EntryNames: "[name].[hash]",
		AssetNames: "[name].[hash]",
		Metafile:   true,
		Write:      false,
		LogLevel:   api.LogLevelSilent,
	}
}

// assetPaths returns the path of each output by the name of its source, as esbuild's metafile lists them.
func assetPaths(metafile string, sources map[string]string) map[string]string {
	var meta struct {
		Outputs map[string]struct{ EntryPoint string }
	}
	if err := json.Unmarshal([]byte(metafile), &meta); err != nil {
		panic(err) // esbuild wrote it
	}
	paths := map[string]string{}
	for output, made := range meta.Outputs {
		source := strings.TrimPrefix(made.EntryPoint, themeNamespace+":")
		if name, ok := sources[source]; ok {
			paths[name] = address.Assets + path.Base(output)
		}
	}
	return paths
}

// refusedFiles are the problems of files that styles and scripts load, and that a theme must not read.
type refusedFiles struct {
	mu       sync.Mutex
	problems []problem.Problem
}

func (r *refusedFiles) note(file string, err error) {
	if p, refused := confined.Problem(file, err, themeFolder); refused {
		r.add(p)
	}
}

func (r *refusedFiles) add(p problem.Problem) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if !slices.Contains(r.problems, p) {
		r.problems = append(r.problems, p)
	}
}

// themeFiles makes esbuild read the theme's layers and nothing else.
func themeFiles(l layers, refused *refusedFiles) api.Plugin {
	return api.Plugin{Name: "theme", Setup: func(b api.PluginBuild) {
		b.OnResolve(api.OnResolveOptions{Filter: `.*`}, func(a api.OnResolveArgs) (api.OnResolveResult, error) {
			name := a.Path
			if a.Kind != api.ResolveEntryPoint {
				if strings.Contains(name, ":") || strings.HasPrefix(name, "/") {
					return api.OnResolveResult{}, errors.New("a theme can load only its own files; expected a path such as ./" + path.Base(name))
				}
				name = path.Join(path.Dir(a.Importer), name)
			}
			return api.OnResolveResult{Path: name, Namespace: themeNamespace}, nil
		})
		b.OnLoad(api.OnLoadOptions{Filter: `.*`, Namespace: themeNamespace}, func(a api.OnLoadArgs) (api.OnLoadResult, error) {
			loader, ok := assetLoaders[path.Ext(a.Path)]
			if !ok {
				return api.OnLoadResult{}, errors.New("a theme can load only files that end with .css, .js, .ts, .svg, .png or .woff2")
			}
			data, err := l.read(a.Path)
			if errors.Is(err, fs.ErrNotExist) {
				return api.OnLoadResult{}, errors.New("the theme has no file " + a.Path)
			}
			if err != nil {
				refused.note(a.Path, err)
				return api.OnLoadResult{}, fmt.Errorf("the theme's file %s cannot be read: %w", a.Path, withoutPath(err))
			}
			text := string(data)
			if p, deep := tooDeep(a.Path, text); deep {
				refused.add(p)
				return api.OnLoadResult{}, errors.New(p.Message)
			}
			return api.OnLoadResult{Contents: &text, Loader: loader}, nil
		})
	}}
}

// assetProblem returns a message of esbuild's as a problem. Columns of esbuild's count bytes from 0.
func assetProblem(m api.Message) problem.Problem {
	if m.Location == nil {
		return problem.New(problem.BadAsset, "styles", problem.Pos{}, "%s", m.Text)
	}
	line := m.Location.LineText
	column := utf8.RuneCountInString(line[:min(m.Location.Column, len(line))]) + 1
	file := strings.TrimPrefix(m.Location.File, themeNamespace+":")
	return problem.New(problem.BadAsset, file, problem.Pos{Line: int32(m.Location.Line), Column: int32(column)}, "%s", m.Text)
}
