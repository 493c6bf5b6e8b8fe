#:project ../../src/ObjectTree.Server

// A chat with sign-in: everybody reads everything, and each person changes only what they wrote themselves.
// Start it with: dotnet run samples/chat/chat.cs
// Open the address that it prints, twice; and in a terminal beside it: dotnet run samples/chat/terminal.cs
using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using ObjectTree;
using ObjectTree.Server;

var port = args is [var first, ..] ? int.Parse(first) : 8765;
var people = new ConcurrentDictionary<string, byte[]>(); // who uses a name first chooses its password, until the program ends
var options = new ObjectTreeServerOptions
{
    Port = port,
    TcpPort = port == 0 ? 0 : port + 1,
    WebRoot = PageFolder(),
    Authenticate = request => new(SignIn(request.Token)),
};
Room room = null!; // made before anybody can join
options.Tree.Policies.Add<Message>("author", (caller, message) => message.Author.Value == caller.User);
options.Tree.OnJoined(session => room.Tree.Record(() => room.Come(session.User)));
options.Tree.OnLeft(session => room.Tree.Record(() => room.Go(session.User)));

await using var server = new ObjectTreeServer(options);
room = server.CreateObject<Room>(key: "room");
await server.RunAsync();

// The token is a name and a password, a line each.
ClientIdentity? SignIn(string? token)
{
    if (token?.Split('\n') is not [var given, var password] || given.Trim() is not { Length: > 0 and <= 20 } name)
        return null;
    var hash = Rfc2898DeriveBytes.Pbkdf2(password, Encoding.UTF8.GetBytes(name), 100_000, HashAlgorithmName.SHA256, 32);
    return CryptographicOperations.FixedTimeEquals(people.GetOrAdd(name, hash), hash)
        ? new ClientIdentity(new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, name)], "chat")))
        : null;
}

static string PageFolder([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "wwwroot");

[FrontendType("room")]
public class Room : SObject
{
    public const int MostMessages = 200;

    public ListTopic<string> Here { get; } = new();

    public void Come(string user)
    {
        if (!Here.Contains(user))
            Here.Add(user);
    }

    public void Go(string user)
    {
        if (Tree.Sessions.All(other => other.User != user)) // else another window of theirs is open
            Here.Remove(user);
    }

    [ClientCallable]
    public void Say(Caller caller, string text)
    {
        var said = AddChild<Message>(message =>
        {
            message.Author.Value = caller.User;
            message.At.Value = DateTimeOffset.Now;
        });
        said.Text.Value = text.Trim(); // now: its rule is there once it is made
        if (Children.Count > MostMessages)
            Children[0].Destroy();
    }
}

[FrontendType("message")]
public class Message : SObject
{
    public StringTopic Author { get; } = new();
    public ValueTopic<DateTimeOffset> At { get; } = new();
    [ClientWritable("author")] public StringTopic Text { get; } = new();

    protected override void OnInit() =>
        Text.Validate(text => text.Length is > 0 and <= 500, "A message has 1 to 500 characters.");

    [ClientCallable("author")]
    public void Remove() => Destroy();
}
