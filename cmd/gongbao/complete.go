package main

import (
	"strings"

	"github.com/spf13/cobra"

	"gongbao/generator/archive"
	"gongbao/generator/pages"
	"gongbao/generator/problem"
	"gongbao/generator/settings"
)

// Completion reads the vocabularies but no bulletins, so that the Tab key is instant in an archive of any size.

// completeTerms lets the shell complete a flag with ids, and show the names next to them. The typed text may also be the beginning
// of a name.
func completeTerms(c *cobra.Command, flag string, kind archive.Kind, content *string) {
	complete := func(_ *cobra.Command, _ []string, typed string) ([]cobra.Completion, cobra.ShellCompDirective) {
		config, vocabulary, _ := settings.ReadVocabulary(*content)
		var found []cobra.Completion
		for _, t := range vocabulary.Terms[kind] {
			name := t.Names.In(config.Languages[0]).Text
			if name != problem.Visible(name) || t.ID != problem.Visible(t.ID) {
				continue // the shell would get what no one can type
			}
			if strings.HasPrefix(t.ID, typed) {
				found = append(found, cobra.CompletionWithDesc(t.ID, name))
			} else if strings.HasPrefix(name, typed) {
				found = append(found, cobra.CompletionWithDesc(name, t.ID))
			}
		}
		return found, cobra.ShellCompDirectiveNoFileComp
	}
	if err := c.RegisterFlagCompletionFunc(flag, complete); err != nil {
		panic(err) // the command does not have the flag
	}
}

func completeLanguages(c *cobra.Command) {
	languages := make([]cobra.Completion, len(pages.Interface))
	for i, l := range pages.Interface {
		languages[i] = cobra.CompletionWithDesc(l, pages.LanguageName(l))
	}
	if err := c.RegisterFlagCompletionFunc("language", cobra.FixedCompletions(languages, cobra.ShellCompDirectiveNoFileComp)); err != nil {
		panic(err)
	}
}
