; The installer of a release, made on Windows with Inno Setup 6:
;   iscc /DVersion=0.1.0 installer\rare-desk.iss      (from the project's folder, after PyInstaller)
; For one user, without administrator. Books, preferences and logs lie elsewhere and are never touched.
#ifndef Version
  #error say /DVersion=...
#endif
#if Ver >= EncodeVer(6, 3, 0)
  #define Machines "x64compatible"
#else
  #define Machines "x64"
#endif

[Setup]
AppId={{7E3C5A0E-3B0F-4F0C-9B8D-52D5E5B0A1D7}
AppName=Rare Desk
AppVersion={#Version}
AppPublisher=Rare Desk
VersionInfoVersion={#Version}
DefaultDirName={localappdata}\Programs\Rare Desk
DisableProgramGroupPage=yes
PrivilegesRequired=lowest
MinVersion=10.0.17763
ArchitecturesAllowed={#Machines}
ArchitecturesInstallIn64BitMode={#Machines}
ChangesAssociations=yes
CloseApplications=yes
SetupIconFile=..\resources\icons\rare-desk.ico
UninstallDisplayIcon={app}\RareDesk.exe
OutputDir=..\dist
OutputBaseFilename=RareDesk-{#Version}-setup
Compression=lzma2/max
SolidCompression=yes
WizardStyle=modern
ShowLanguageDialog=auto

[Languages]
Name: "zh"; MessagesFile: "compiler:Default.isl,chinese.isl"
Name: "en"; MessagesFile: "compiler:Default.isl"

[Messages]
en.ConfirmUninstall=Uninstall %1? Books and preferences stay.
en.UninstalledAll=%1 is uninstalled. Books and preferences are still there.
en.UninstalledMost=%1 is uninstalled.%n%nSome files could not be removed; you can remove them yourself. Books and preferences are still there.

[CustomMessages]
en.Book=Rare Desk book
en.Locked=Rare Desk locked file
en.Running=Rare Desk is running. Close it, then go on.

[InstallDelete]
; Nothing of an older version is imported by a newer one.
Type: filesandordirs; Name: "{app}\_internal"
Type: filesandordirs; Name: "{app}\licences"

[Files]
Source: "..\dist\RareDesk\*"; DestDir: "{app}"; Flags: ignoreversion recursesubdirs createallsubdirs

[Icons]
Name: "{userprograms}\Rare Desk"; Filename: "{app}\RareDesk.exe"; AppUserModelID: "RareDesk.RareDesk"

[Registry]
Root: HKCU; Subkey: "Software\Classes\.raredesk"; ValueType: string; ValueData: "RareDesk.Book"
Root: HKCU; Subkey: "Software\Classes\RareDesk.Book"; ValueType: string; ValueData: "{cm:Book}"; Flags: uninsdeletekey
Root: HKCU; Subkey: "Software\Classes\RareDesk.Book\DefaultIcon"; ValueType: string; ValueData: "{app}\RareDesk.exe,0"
Root: HKCU; Subkey: "Software\Classes\RareDesk.Book\shell\open\command"; ValueType: string; ValueData: """{app}\RareDesk.exe"" ""%1"""
; Other programs call files so too: what is theirs stays, and the file's menu offers this one.
Root: HKCU; Subkey: "Software\Classes\.locked"; ValueType: string; ValueData: "RareDesk.Locked"; Check: LockedIsFree
Root: HKCU; Subkey: "Software\Classes\.locked\OpenWithProgids"; ValueType: string; ValueName: "RareDesk.Locked"; Flags: uninsdeletevalue uninsdeletekeyifempty
Root: HKCU; Subkey: "Software\Classes\RareDesk.Locked"; ValueType: string; ValueData: "{cm:Locked}"; Flags: uninsdeletekey
Root: HKCU; Subkey: "Software\Classes\RareDesk.Locked\DefaultIcon"; ValueType: string; ValueData: "{app}\RareDesk.exe,0"
Root: HKCU; Subkey: "Software\Classes\RareDesk.Locked\shell\open\command"; ValueType: string; ValueData: """{app}\RareDesk.exe"" ""%1"""

[Run]
Filename: "{app}\RareDesk.exe"; Description: "{cm:LaunchProgram,Rare Desk}"; Flags: nowait postinstall skipifsilent

[Code]
function LockedIsFree: Boolean;
var
  Taken: String;
begin
  Result := not RegQueryStringValue(HKCR, '.locked', '', Taken) or (Taken = '') or (Taken = 'RareDesk.Locked');
end;

function Closed(Name: String): Boolean;
// A running program holds its own file.
var
  Desk: String;
  Held: TFileStream;
begin
  Desk := ExpandConstant('{app}\') + Name;
  Result := not FileExists(Desk);
  if not Result then
    try
      Held := TFileStream.Create(Desk, fmOpenReadWrite or fmShareExclusive);
      Held.Free;
      Result := True;
    except
    end;
end;

function InitializeUninstall: Boolean;
begin
  repeat
    Result := Closed('RareDesk.exe') and Closed('rare-desk.exe');
  until Result or (SuppressibleMsgBox(CustomMessage('Running'), mbError, MB_RETRYCANCEL, IDCANCEL) <> IDRETRY);
end;

procedure Forget(Ending, OfOurs: String);
// What another program has put there since is its own.
var
  Key, Opened: String;
begin
  Key := 'Software\Classes\' + Ending;
  if RegQueryStringValue(HKCU, Key, '', Opened) and (Opened = OfOurs) then
    RegDeleteValue(HKCU, Key, '');
  RegDeleteKeyIfEmpty(HKCU, Key);
end;

procedure CurUninstallStepChanged(Step: TUninstallStep);
begin
  if Step = usPostUninstall then
  begin
    Forget('.raredesk', 'RareDesk.Book');
    Forget('.locked', 'RareDesk.Locked');
  end;
end;
