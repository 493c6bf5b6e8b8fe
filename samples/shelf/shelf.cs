#:project ../../src/ObjectTree.Server
#:property GenerateDocumentationFile=true
#:property NoWarn=CS1591

// A shelf of books on a page in TypeScript, which is compiled against the classes below: page.ts, and contract.ts, which is written by
//   npx objecttree-contract http://127.0.0.1:8765/tree -o samples/shelf/contract.ts
// Compile the page with: src/objecttree-client/node_modules/.bin/tsc -p samples/shelf
// Start the server with: dotnet run samples/shelf/shelf.cs
using System.ComponentModel.DataAnnotations;
using System.Runtime.CompilerServices;
using ObjectTree;
using ObjectTree.Server;

var options = new ObjectTreeServerOptions
{
    Port = args is [var port, ..] ? int.Parse(port) : 8765,
    WebRoot = PageFolder(),
    ServesContract = true, // else only in ASP.NET Core's environment Development
};
options.Tree.ObjectTypes.Add<Book>().Add<Author>();
await using var server = new ObjectTreeServer(options);

var author = server.CreateObject<Author>(one => one.Name.Value = "Ursula K. Le Guin");
foreach (var title in (string[])["The Dispossessed", "A Wizard of Earthsea"])
{
    server.CreateObject<Book>(book =>
    {
        book.Title.Value = title;
        book.By.Value = author;
    });
}
await server.RunAsync();

static string PageFolder([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "wwwroot");

public enum Place { OnShelf, Lent }

public record Loan(string To, DateTimeOffset Since);

/// <summary>Somebody who has written <see cref="Book"/>s.</summary>
[FrontendType("author")]
public class Author : SObject
{
    public StringTopic Name { get; } = new();
}

/// <summary>One book of the shelf.</summary>
[FrontendType("book")]
public class Book : SObject
{
    /// <summary>What is on its back.</summary>
    [ClientWritable, Required, StringLength(80)] public StringTopic Title { get; } = new("Untitled");

    /// <summary>How much it is liked.</summary>
    [ClientWritable, Range(0, 5)] public IntTopic Stars { get; } = new();

    public RefTopic<Author> By { get; } = new();
    public ValueTopic<Place> Place { get; } = new();
    public ListTopic<Loan> Loans { get; } = new();

    /// <summary>Gives the book to somebody. Returns how often it was lent so far.</summary>
    [ClientCallable]
    public int Lend(string to)
    {
        Place.Value = global::Place.Lent;
        Loans.Add(new Loan(to, DateTimeOffset.UtcNow));
        return Loans.Count;
    }
}
