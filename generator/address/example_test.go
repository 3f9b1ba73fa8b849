package address_test

import (
	"fmt"

	"gongbao/generator/address"
)

func Example() {
	page := address.Month(2020, 2) + address.Part(1)
	family, _ := address.Of("en/"+page, []string{"en"})
	fmt.Println(page, family.Name, family.Templates)

	_, ok := address.Of("about.html", nil)
	fmt.Println("an author chose about.html:", !ok)
	fmt.Println("data/old.html is reserved:", address.Reserved("data/old.html", nil))
	// Output:
	// 2020/02/1.html dates [year.html list.html]
	// an author chose about.html: true
	// data/old.html is reserved: true
}
