package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"gongbao/generator"
	"gongbao/generator/archive"
)

func termsCommand() *cobra.Command {
	f := buildFlags{drafts: true} // a draft that names a term needs it too, once it is published
	var kinds []string
	for _, k := range archive.Kinds {
		kinds = append(kinds, k.String())
	}
	choice := strings.Join(kinds[:len(kinds)-1], ", ") + " or " + kinds[len(kinds)-1]
	c := &cobra.Command{
		Use:   "terms KIND",
		Short: "Print the " + choice + " that bulletins name, as a vocabulary",
		Long: `Terms prints a line for each term of the kind: ` + choice + `. The lines are a vocabulary file with which every bulletin keeps
its terms, and every term its address. It is for an archive that begins to declare its terms. An existing vocabulary is printed too, but
without what its entries say besides id, name and parent.`,
		Example:   "  gongbao terms agencies > content/agencies.yaml",
		ValidArgs: kinds,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 || !slices.Contains(kinds, args[0]) {
				return fmt.Errorf("expected gongbao terms with one of %s", choice)
			}
			return nil
		},
		RunE: func(c *cobra.Command, args []string) error {
			o, err := f.options()
			if err != nil {
				return err
			}
			site, err := generator.Load(c.Context(), o)
			if err != nil {
				return failure{err}
			}
			defer site.Sources.Close()
			var lines strings.Builder
			for _, n := range site.Archive.Trees[slices.Index(kinds, args[0])].Nodes {
				lines.WriteString(n.Declaration() + "\n")
			}
			if _, err := fmt.Fprint(c.OutOrStdout(), lines.String()); err != nil {
				return failure{err}
			}
			return nil
		},
	}
	f.register(c)
	return c
}
