#:project ../../src/ObjectTree.Server

// A text that everybody edits at once, on the page and in the terminal.
// Start it with: dotnet run samples/editor/editor.cs
// Open the address that it prints, twice; and in a terminal beside it: dotnet run samples/editor/terminal.cs
using System.Runtime.CompilerServices;
using ObjectTree;
using ObjectTree.Server;

var port = args is [var first, ..] ? int.Parse(first) : 8765;
await using var server = new ObjectTreeServer(new ObjectTreeServerOptions
{
    Port = port,
    TcpPort = port == 0 ? 0 : port + 1,
    WebRoot = PageFolder(),
});

server.CreateObject<Document>(key: "document");
await server.RunAsync();

static string PageFolder([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "wwwroot");

[FrontendType("document")]
public class Document : SObject
{
    [ClientWritable] public StringTopic Title { get; } = new("Untitled");
    [ClientWritable] public StringTopic Text { get; } = new("Write here.\nSomebody else may do so at the same time.\n");

    protected override void OnInit()
    {
        Title.Validate(title => title.Length is > 0 and <= 60, "A title has 1 to 60 characters.");
        Text.Validate(text => text.Length <= 10_000, "The text may have 10,000 characters.");
    }
}
