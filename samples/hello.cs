#:project ../src/ObjectTree.Server
#:project ../src/ObjectTree.Web

// Start it with: dotnet run samples/hello.cs
// Open the address that it prints, twice, and click in one page while you look at the other.
using ObjectTree.Server;
using ObjectTree.Web;

var port = args is [var first, ..] ? int.Parse(first) : 8765;
await using var server = new ObjectTreeServer(new ObjectTreeServerOptions { Port = port, TcpPort = port == 0 ? 0 : port + 1 });

var hello = server.CreateObject<Text>();
hello.Content.Value = "Hello ObjectTree!";
hello.Style["background"] = "yellow";
hello.Style["border"] = "5px solid black";
hello.Style["font-size"] = "30px";
hello.Style["padding"] = "12px";

var clock = server.CreateObject<Text>(t => t.Content.Value = Time());

// Everybody's page counts along.
var clicks = 0;
var row = server.CreateObject<Div>(div =>
{
    div.Style["display"] = "flex";
    div.Style["gap"] = "12px";
    div.Style["align-items"] = "center";
});
var button = row.AddChild<Button>(b => b.Label.Value = "Click me");
var counter = row.AddChild<Text>(t => t.Content.Value = "Nobody has clicked yet.");
button.OnClick(click => counter.Content.Value = $"Clicks: {++clicks}, the last by {click.User}.");

// What one page enters, all pages show.
var form = server.CreateObject<Div>();
var name = form.AddChild<Input>(i => i.Label.Value = "Your name");
var greeting = form.AddChild<Text>(t => t.Content.Value = "Enter it, and everybody is told.");
name.OnCommit(commit => greeting.Content.Value = $"Hello {commit.Text}, says {commit.User}.");

// A list that grows, shrinks and is reordered while the program goes on.
string[] fruit = ["apple", "banana", "cherry", "date", "elderberry", "fig"];
var list = server.CreateObject<List>(l => l.Items.AddRange(fruit.Take(3)));
using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1));
var changing = ChangeAsync();

await server.RunAsync();
timer.Dispose();
await changing;

static string Time() => $"The server's clock: {DateTime.Now:HH:mm:ss}";

async Task ChangeAsync()
{
    for (var tick = 0; await timer.WaitForNextTickAsync(); tick++)
    {
        clock.Content.Value = Time();
        if (tick % 2 == 0)
            list.Items.Move(list.Items.Count - 1, 0);
        else if (list.Items.Count < fruit.Length)
            list.Items.Add(fruit.First(one => !list.Items.Contains(one)));
        else
            list.Items.Value = [.. list.Items.Take(3)];
    }
}
