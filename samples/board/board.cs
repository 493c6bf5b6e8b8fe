#:project ../../src/ObjectTree.Server

// A page of its own: samples/board/wwwroot maps the frontend types "board" and "note" to its own views.
// Start it with: dotnet run samples/board/board.cs
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

var board = server.CreateObject<Board>();
board.Add("Move me to the front");
board.Add("Or take me away");

await server.RunAsync();

static string PageFolder([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "wwwroot");

[FrontendType("board")]
public class Board : SObject
{
    public StringTopic Title { get; } = new("A board for everybody");
    public IntTopic Written { get; } = new();

    [ClientCallable]
    public void Add(string text)
    {
        if (string.IsNullOrWhiteSpace(text))
            throw new OperationRejectedException(RejectionCodes.Validation, "A note needs some text.");
        AddChild<Note>(note => note.Text.Value = text, index: 0);
        Written.Add(1);
    }
}

[FrontendType("note")]
public class Note : SObject
{
    public StringTopic Text { get; } = new();
    public DictTopic<string> Style { get; } = new();
    public ListTopic<string> MarkedBy { get; } = new();

    [ClientCallable]
    public void ToFront() => MoveTo(Parent!, 0);

    [ClientCallable]
    public void Mark(Caller caller)
    {
        Style["background"] = Style.ContainsKey("background") && Style["background"] == "gold" ? "white" : "gold";
        if (!MarkedBy.Contains(caller.User))
            MarkedBy.Add(caller.User);
    }

    [ClientCallable]
    public void Remove() => Destroy();
}
