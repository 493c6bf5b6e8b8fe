#:project ../../src/ObjectTree.Client
#:package Spectre.Console

// The chat in a terminal. Start samples/chat/chat.cs first, then: dotnet run samples/chat/terminal.cs
// Another server: dotnet run samples/chat/terminal.cs -- tcp://host:port
using ObjectTree;
using ObjectTree.Client;
using Spectre.Console;

var url = args is [var first, ..] ? first : "tcp://127.0.0.1:8766";
var name = AnsiConsole.Prompt(new TextPrompt<string>("Your [green]name[/]:"));
var password = AnsiConsole.Prompt(new TextPrompt<string>("Your [green]password[/], new if the name is:").Secret());

ObjectTreeClient client;
try
{
    client = await ObjectTreeClient.ConnectAsync(url, new() { Token = $"{name}\n{password}" });
}
catch (ConnectionException refused)
{
    AnsiConsole.MarkupLine($"[red]{Markup.Escape(refused.Message)}[/]");
    return 1;
}
await using var connection = client;
client.Views.Register<MessageView>("message");
client.Tree.Rejected += refused => AnsiConsole.MarkupLine($"[red]{Markup.Escape(refused.Reason)}[/]");
AnsiConsole.MarkupLine("[grey]Say something; /edit TEXT and /remove change what you said last; /quit leaves.[/]");

while (Console.ReadLine() is { } line && line != "/quit")
{
    try
    {
        var last = client.Tree.Find("room")!.Children.Select(one => one.View)
            .OfType<MessageView>().LastOrDefault(message => message.Author.Value == name);
        if (line.StartsWith("/edit "))
            last?.Text.Value = line["/edit ".Length..];
        else if (line == "/remove" && last is not null)
            await client.CallAsync(last.Object, "remove");
        else if (line.Trim().Length > 0 && line != "/remove")
            await client.CallAsync(client.Tree.Find("room")!, "say", line);
    }
    catch (Exception exception) when (exception is OperationRejectedException or ConnectionException or InvalidOperationException)
    {
        AnsiConsole.MarkupLine($"[red]{Markup.Escape(exception.Message)}[/]");
    }
}
return 0;

/// <summary>Prints a message, and what becomes of it.</summary>
public sealed class MessageView : View
{
    public StringTopic Author { get; } = new();
    public StringTopic Text { get; } = new();

    protected override void OnCreate()
    {
        Print(Text.Value);
        Text.Observe(change => Print($"{change.New} (was: {change.Old})"));
    }

    protected override void OnDestroy() => Print("(removed)");

    private void Print(string text) => AnsiConsole.MarkupLine($"[blue]{Markup.Escape(Author.Value)}[/] {Markup.Escape(text)}");
}
